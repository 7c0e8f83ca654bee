/** Promise: every kind of event is recorded where the list says, told in words, and audited intact. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf } from '../../src/audit/finding.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { eventNames, recordedWith } from '../../src/policy/event-names.ts';
import { languages } from '../../src/policy/languages.ts';
import { factsOf } from '../../src/portal/events/facts.ts';
import { eventPrefix } from '../../src/store/row-keys.ts';
import { type JournalRow, journalRow } from '../../src/store/rows/event.ts';
import { readAll } from '../../src/store/tables.ts';
import { everythingOnce } from '../faults/everything.ts';
import type { Service } from '../support/harness.ts';

/** The kinds of subject with which each kind of event was found; empty if only in the log. */
const seen = new Map<string, Set<string>>();
const told: JournalRow[] = [];
let services: Service[];

beforeAll(async () => {
  services = await everythingOnce();
  for (const service of services) await look(service);
}, 600_000);

afterAll(async () => {
  for (const service of services) await service.stop();
});

async function look({ deps }: Service): Promise<void> {
  const lying = new Set<string>();
  for (const name of ['accounts', 'organizations', 'notices', 'systems'] as const)
    for await (const { rowKey } of (await deps.store.table(name)).listEntities())
      if (rowKey?.startsWith(eventPrefix)) lying.add(rowKey.split('.').at(-1) ?? '');
  for (const month of await deps.store.journalMonths())
    for await (const row of readAll(await deps.store.journal(month), journalRow, '')) {
      if (row.state !== 'done') continue;
      told.push(row);
      const places = seen.get(row.kind) ?? new Set();
      if (lying.has(row.eventId)) places.add(row.subjectKind);
      seen.set(row.kind, places);
    }
}

test('the service writes every kind of event, each where the list says', () => {
  const found = [...seen].map(([kind, places]) => [kind, [...places].sort()]);
  const { ruled_out: _, ...listed } = recordedWith;
  const expected = Object.entries(listed).map(([kind, places]) => [kind, [...places].sort()]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
});

test('L2: an audit with every kind of event is intact', async () => {
  for (const service of services) {
    service.clock.advance({ days: 1 });
    await service.runTimer('repair');
    expect(await service.runTimer('auditRoots')).toMatchObject({ lacking: 0 });
    expect((await verifyAudit(service.deps, service.clock.iso)).map(lineOf)).toEqual([]);
  }
});

/** They mean nothing to people. */
const technical = ['link', 'former', 'requestId', 'runId', 'reviewId', 'id'];

test('all that an event holds is told in words, except ids of links, requests and runs', () => {
  const untold = told.flatMap(({ kind, data }) =>
    Object.entries(data)
      .filter(([name]) => !technical.includes(name))
      .filter(([name, value]) => {
        const alone = ['from', 'to'].includes(name) ? data : { [name]: value };
        const facts = languages.flatMap((language) => factsOf({ kind, data: alone }, language));
        return facts.length === 0 || facts.some(({ after }) => /[a-z]_[a-z]/.test(String(after)));
      })
      .map(([name]) => `${kind}: ${name}`),
  );
  expect(untold).toEqual([]);
});

test('no two events have the same name in one language', () => {
  for (const names of Object.values(eventNames))
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
});
