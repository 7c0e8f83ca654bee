/** Queries are valid Kusto and ask only for what the code logs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { logLines } from '../../../src/policy/log-lines.ts';
import { evaluated, sampleValues } from '../app-settings.ts';
import { infraFolder } from '../bicep.ts';
import { faultsOf } from '../kusto/analyze.ts';
import { at, type Check, listAt, ofType, type Snapshot } from '../snapshot.ts';
import { finding } from './property.ts';

const workbook = z.object({
  items: z.array(z.object({ content: z.object({ query: z.string().optional() }) })),
});

/** @returns the query of an alert's condition; it may name an output, such as the client id */
export function queryOf(condition: unknown): string {
  const written = String(at(condition, 'query'));
  return written.startsWith('[') ? evaluated(written.slice(1, -1), sampleValues) : written;
}

/** @returns the queries of alerts and workbooks by the name of their resource */
function allQueries(snapshot: Snapshot): [string, string][] {
  return [
    ...ofType(snapshot, 'Microsoft.Insights/scheduledQueryRules').flatMap((rule) =>
      listAt(rule, 'properties.criteria.allOf').map((condition): [string, string] => [
        rule.name,
        queryOf(condition),
      ]),
    ),
    ...ofType(snapshot, 'Microsoft.Insights/workbooks').flatMap((resource) =>
      workbook
        .parse(JSON.parse(String(at(resource, 'properties.serializedData'))))
        .items.flatMap(({ content }): [string, string][] =>
          content.query === undefined ? [] : [['workbook', content.query]],
        ),
    ),
  ];
}

const valid: Check = {
  name: 'queries of alerts and workbook are valid Kusto',
  run: (snapshot) =>
    allQueries(snapshot).flatMap(([name, query]) =>
      faultsOf(query).map((fault) => finding(valid.name, name, fault)),
    ),
};

const asked: Check = {
  name: 'queries ask for events and fields that the code logs',
  run: (snapshot) =>
    allQueries(snapshot).flatMap(([name, query]) => {
      const events = [...query.matchAll(/\bevent (?:==|in) ?(\([^)]*\)|"\w+")/g)]
        .flatMap((match) => [...(match[1] ?? '').matchAll(/"(\w+)"/g)])
        .map((match) => String(match[1]));
      const fields = [...query.matchAll(/\b(?:line|Properties|counts)\.(\w+)/g)];
      return [
        ...events.filter((event) => !(event in logLines)),
        ...fields.map((match) => String(match[1])).filter((field) => !loggedFields().has(field)),
      ].map((unknown) => finding(asked.name, name, `${unknown} is not logged`));
    }),
};

const shown: Check = {
  name: 'the workbook shows what the service did, what it costs and what needs a person',
  run(snapshot) {
    const queries = allQueries(snapshot)
      .filter(([name]) => name === 'workbook')
      .map(([, query]) => query)
      .join();
    return ['accounts_counted', 'mail_sent', 'timer_done', 'AppRequests', '_BilledSize']
      .filter((topic) => !queries.includes(topic))
      .map((topic) => finding(shown.name, topic, 'is not shown'));
  },
};

export const queryChecks: readonly Check[] = [valid, asked, shown];

let fieldNames: Set<string> | undefined;

/** @returns names of fields in the code's calls of `log`, and of the counts that it spreads there */
function loggedFields(): Set<string> {
  fieldNames ??= new Set(
    sources().flatMap((text) => [
      ...[...text.matchAll(/\blog(?:Line)?\(\s*'\w+',\s*\{([^}]*)\}/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/\b(\w+)(?=\s*[:,}]|\s*$)/g)].map((name) => String(name[1])),
      ),
      ...[...text.matchAll(/counts: Record<Status, number> = \{([^}]*)\}/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/(\w+):/g)].map((name) => String(name[1])),
      ),
      'event',
      'requestId',
    ]),
  );
  return fieldNames;
}

function sources(): string[] {
  const folder = join(infraFolder, '..', 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
