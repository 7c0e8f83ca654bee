/**
 * Promise: a whole city moves in within minutes and with bounded memory, the buckets add up to the
 * source, nobody is missing, and people sign in with their old passwords. `npm run test:long` moves
 * 10,000.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPeople, runMoveIn } from '../../src/move-in/run.ts';
import { mapping } from '../../src/policy/move-in-mapping.ts';
import { inDepth } from '../support/depth.ts';
import { type Service, startService } from '../support/harness.ts';
import { drupalRow, type Mover, movers } from '../support/many-movers.ts';
import { actingAt } from '../support/moving-in.ts';

const count = inDepth(100, 10_000);
/** Of a processor, for 10,000 people: the time on the wall depends on what else the machine does. */
const busyMinutesMax = 5;
/** Loading code costs the same for few people. */
const startMinutes = 0.5;
const megabytesMax = 400;
const organizations = ['Espoo', 'Vantaa', 'Kauniainen', 'Kirkkonummi'];
const roles = [{ from: 'site_editor', to: 'editor' }];

let service: Service;
const everybody: Mover[] = [];
const lines: string[] = [];

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  for (const name of organizations)
    await admin.createOrganization({ body: { name, language: 'fi' } });
  for (const mover of movers(count, organizations)) {
    everybody.push(mover);
    lines.push(JSON.stringify(drupalRow(mover)));
  }
}, 600_000);

afterAll(() => service.stop());

const inState = (state: Mover['state']) => everybody.filter((each) => each.state === state);

test(`${count} people move in from Drupal`, async () => {
  const ask = { text: lines.join('\n'), mapping: mapping.parse({ roles }), wanted: [] };
  const expected = inState('active').length + inState('never').length;
  const before = await checkPeople(service.deps, ask, service.clock.iso);
  expect(before).toMatchObject({ total: count, expected, here: 0, difference: expected });
  expect(Object.values(before.buckets).reduce((sum, part) => sum + part, 0)).toBe(count);
  expect(before.buckets).toMatchObject({
    invalid: inState('invalid').length,
    blocked: inState('blocked').length,
    lapsed: inState('lapsed').length,
    fine: expected,
  });

  let highest = 0;
  const memory = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 500);
  const start = process.memoryUsage().rss;
  const begun = performance.now();
  const used = process.cpuUsage();
  const after = await runMoveIn(service.deps, ask, actingAt(service));
  clearInterval(memory);
  const minutes = (performance.now() - begun) / 60_000;
  const { user, system } = process.cpuUsage(used);
  const busyMinutes = (user + system) / 60_000_000;
  const megabytes = Math.round((highest - start) / 2 ** 20);
  process.stdout.write(
    `${count} people: ${minutes.toFixed(1)} min, ${busyMinutes.toFixed(1)} of them busy, ${megabytes} MB more\n`,
  );
  expect(after).toEqual({ ...before, here: expected, difference: 0 });
  expect(busyMinutes).toBeLessThan(startMinutes + busyMinutesMax * (count / 10_000));
  expect(megabytes).toBeLessThan(megabytesMax);
}, 3_600_000);

test('people of every kind of hash sign in with their old passwords', async () => {
  const some = inState('active').slice(0, 30);
  expect(new Set(some.map(({ kind }) => kind)).size).toBe(9);
  for (const { email, password } of some)
    await service.client().signIn({ body: { email, password } });
});
