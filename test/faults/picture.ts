/** Snapshots of storage and the mailbox for a case, with random ids, hashes and instants masked. */
import { containers, journalPrefix } from '../../src/store/names.ts';
import { tables } from '../../src/store/row-keys.ts';
import { poisonOf, queues } from '../../src/store/work-queues.ts';
import { readAccount } from '../support/direct-storage.ts';
import type { Service } from '../support/harness.ts';
import { unmappedFields } from '../support/unmapped.ts';

type Line = {
  table: string;
  text: string;
  /** The fields that the data map lacks. */
  unmapped?: string[];
};

const known: readonly string[] = tables;

/** @returns everything in storage and the mailbox */
export async function look(service: Service): Promise<Line[]> {
  const { store } = service.deps;
  const stored = Object.entries(await readAccount(service.connectionString)).map(
    ([name, rows]) => [name.startsWith(journalPrefix) ? 'journal' : name, rows] as const,
  );
  const lines = stored
    .filter(([table]) => table === 'journal' || known.includes(table))
    .flatMap(([table, rows]) =>
      rows
        .filter((row) => counts(table, row))
        .map((row): Line => ({ table, text: textOf(row), unmapped: unmappedFields(table, row) })),
    );
  const blobs = await Promise.all(
    containers.map(async (name) => {
      const found: Line[] = [];
      const container = await store.container(name);
      for await (const blob of container.listBlobsFlat())
        found.push({ table: name, text: blob.name });
      return found;
    }),
  );
  const mails = service.mailbox.messages().map(({ to, subject }) => ({
    table: 'mailbox',
    text: JSON.stringify({ to, subject }),
  }));
  return [...withoutAbandoned(lines), ...blobs.flat(), ...mails];
}

/**
 * A claim and its journal row are written together. The next claim rules out one that a crash left
 * without the row, whereas repair must release one that has it.
 */
function withoutAbandoned(lines: Line[]): Line[] {
  const journal = lines.filter(({ table }) => table === 'journal').map(({ text }) => text);
  return lines.filter(({ text }) => {
    if (!text.includes('"partitionKey":"guard.')) return true;
    const claimed = [...text.matchAll(/\\"eventId\\":\\"(\w+)/g)].map(([, id = '']) => id);
    return claimed.some((id) => journal.some((row) => row.includes(id)));
  });
}

/** @returns messages left in the queues after all e-mails were sent; empty if all is well */
export async function leftInQueues({ deps }: Service): Promise<string[]> {
  const left: string[] = [];
  for (const name of queues.flatMap((queue) => [queue, poisonOf(queue)])) {
    const { approximateMessagesCount = 0 } = await (await deps.store.queue(name)).getProperties();
    if (approximateMessagesCount > 0) left.push(`${name}: ${approximateMessagesCount}`);
  }
  return left;
}

/** @param about the case's ids and addresses, each replaced by its index */
export function pictureOf(lines: readonly Line[], about: readonly string[]): string[] {
  const own = lines.filter(({ text }) => about.some((token) => text.includes(token)));
  const all = own.map(({ table, text }) => `${table} ${masked(text, about)}`).sort();
  // As many as an address has words: an invariant checks each of them.
  const searched = new Set(all.filter((line) => line.startsWith('search ')));
  return [...all.filter((line) => !searched.has(line)), ...searched];
}

/** Ignores voided events, and the counters of password attempts and used codes. */
function counts(table: string, row: Record<string, unknown>): boolean {
  if (table === 'journal') return row['state'] !== 'void';
  return !row['void'] && row['rowKey'] !== 'account.attempts' && row['rowKey'] !== 'account.codes';
}

function textOf(row: Record<string, unknown>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

const masks: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '@'],
  // The day does not matter here: an invariant checks whether it is in time.
  [/\d{4}-\d\d-\d\d\.\d\d\b/g, 'DAY.SHARD'],
  [/\b\d{13}\./g, 'COUNTDOWN.'],
  [/\b\d{9}\.\d\d\b/g, 'MINUTE'],
  [/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, 'ULID'],
  [/\$2[aby]\$[\w./$]+/g, 'BCRYPT'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID'],
  [/\b[0-9a-f]{32}\b/g, 'UUID'],
  [/\b[0-9a-f]{64}\b/g, 'HEX'],
  [/"[0-9a-f]{24}"/g, '"WORD"'],
  [/("rowKey":")[0-9a-f]*\.(?=OWN|UUID)/g, '$1WORD.'],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, 'HASH'],
  [/("(?:x|y|wrapped|wrappedBy)\\*":\\*")[^"\\]+/g, '$1KEY'],
  [/("(?:sealed|credentialId|publicKey)":")[^"]+/g, '$1KEY'],
  [/((?:version|step|counter)\\*":)\d+/g, '$1N'],
  [/privacy\.\d{6}/g, 'privacy.N'],
  [/(account\.link\.\w+\.)[\w-]{16}/g, '$1LINK'],
  [/(\\"link\\":\\")[\w-]{16}/g, '$1LINK'],
];

function masked(text: string, about: readonly string[]): string {
  const own = about.reduce((rest, token, index) => rest.replaceAll(token, `OWN${index}`), text);
  return masks.reduce((rest, [pattern, name]) => rest.replace(pattern, name), own);
}
