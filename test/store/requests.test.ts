/** Promise: each operation makes no more storage requests than src/REFERENCE.md states. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { type CountedService, startCountedService } from '../support/counted-service.ts';
import { moveIn } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import {
  type Callers,
  fillDirectory,
  type Operation,
  openCallers,
  operations,
  tellingSystems,
} from '../support/operations.ts';

let counted: CountedService;
let behind: CountedService['behind'];
let service: CountedService['service'];
let proxy: CountedService['proxy'];
let callers: Callers;

const people = 10_000;
const referencePath = 'src/REFERENCE.md';

beforeAll(async () => {
  counted = await startCountedService();
  ({ behind, service, proxy } = counted);
  callers = await openCallers(service);
  // From the first census on, work is counted without searching the lists.
  await behind.runTimer('census');
  await fillDirectory(behind, people);
}, 120_000);

afterAll(() => counted.stop());

/** The timer that runs most often. */
const quietRepair = (): Operation => ({
  name: 'a run of the timer `repair` that finds nothing, every two minutes',
  constant: true,
  most: 9,
  work: () => service.runTimer('repair'),
});

/** @returns a line for each */
async function countEach(rows: readonly Operation[]): Promise<string[]> {
  // A first run without counting prepares connections, keys and the month's journal.
  for (const row of rows) {
    await row.before?.();
    await row.work();
  }
  const lines: string[] = [];
  for (const row of rows) {
    await row.before?.();
    const { requests, inSequence } = await proxy.count(row.work, service.answeredAt);
    expect(requests, row.name).toBeGreaterThan(0);
    expect(requests, row.name).toBeLessThanOrEqual(row.most);
    expect(inSequence, row.name).toBeLessThanOrEqual(row.inSequenceMost ?? row.most);
    const most = row.inSequenceMost ? `≤ ${row.inSequenceMost}` : '';
    lines.push(`| ${row.name} | ${requests} | ${most} |`);
  }
  return lines;
}

test('no operation makes more storage requests than it promises, and the reference lists them', async () => {
  const lines = [
    '| Operation | Requests | One after the other |',
    '| --- | --- | --- |',
    ...(await countEach(operations(service, callers, people))),
    ...(await countEach(tellingSystems(service, callers))),
    ...(await countEach([quietRepair()])),
  ];
  const reference = readFileSync(referencePath, 'utf8');
  const printed = reference.replace(
    /<!-- begin requests -->[\s\S]*<!-- end requests -->/,
    `<!-- begin requests -->\n${lines.join('\n')}\n<!-- end requests -->`,
  );
  if (process.env['PRINT_REFERENCE']) writeFileSync(referencePath, printed);
  else
    expect(
      reference,
      'stale: PRINT_REFERENCE=1 npm run test:only -- test/store/requests.test.ts',
    ).toBe(printed);
});

test('people of one organization who move in together share what their changes have in common', async () => {
  const count = 2 * limit.moveInPeopleAtOnceMax;
  const lines = Array.from({ length: count }, (_, index) => ({
    ...{ externalId: index, email: `mover${index}@espoo.fi`, firstName: 'Aino', lastName: 'Virta' },
    ...{ organization: 'Espoo', role: 'editor', lastSignInAt: '2026-02-20' },
    passwordHash: oldHashes.P('eight blue tits sing'),
  }));
  const { requests } = await proxy.count(() => moveIn(service, lines));
  // Looking up, reserving, journal twice, transaction, list, schedule; and a part of the rest.
  expect(requests).toBeLessThan(count * 9 + listRequests);
});

/** The lists of people and of organizations, twice each, and the event of the run. */
const listRequests = 2 * (people / 1_000 + 2) + 10;
