/** Promise: of several concurrent decisions on a suspended run, one counts and is logged. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { addSuspendedRun, putSuspendedSteps } from '../../src/store/suspended-run.ts';
import { type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { allAtOnce, at } from '../support/rounds.ts';

let service: Service;
let other: Service;
let admin: Client;
let elsewhere: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  other = await startService(service);
  admin = await service.signedInAdministrator();
  elsewhere = at(other, admin);
  ({ organizationId } = await admin.me());
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

/** A run that would deactivate one person, whose day has come. */
async function suspended() {
  const { deps, clock } = service;
  const ended = { organizationId, employmentEndsOn: '2026-03-01' };
  const { userId } = await settle(deps, clock.iso, ended);
  const runId = randomUUID();
  await putSuspendedSteps(deps, runId, [{ userId, step: 'deactivate' }]);
  const counts = { toDeactivate: 1, toErase: 0, active: 100 };
  const eventId = ulid(clock.now());
  expect(await addSuspendedRun(deps, { runId, eventId, at: clock.iso, ...counts })).toBe(true);
  return { userId, runId };
}

async function decisions(runId: string): Promise<string[]> {
  const { items } = await admin.listEvents({ query: { limit: 100 } });
  return items
    .filter(({ kind, data }) => kind.startsWith('run_') && data['runId'] === runId)
    .map(({ kind }) => kind);
}

test.each([
  ['two', 2, 6],
  ['twenty', 20, 2],
])(
  'S6: of %s who confirm and discard a run concurrently, one decides',
  async (_, people, rounds) => {
    for (let round = 0; round < rounds; round++) {
      const { userId, runId } = await suspended();
      const params = { runId };
      let confirmed = 0;
      const { succeeded, codes } = await allAtOnce(
        Array.from({ length: people }, (_each, index) => async () => {
          const by = index % 4 < 2 ? admin : elsewhere;
          if (index % 2) return by.dropSuspendedRun({ params });
          await by.confirmSuspendedRun({ params, body: {} });
          confirmed++;
        }),
      );
      expect(succeeded).toBe(1);
      expect(new Set(codes)).toEqual(new Set(['run_decided']));
      const row = (await loadAccount(service.deps.store, userId))?.row;
      // A discarded run was not carried out.
      expect(row?.deactivatedAt !== undefined).toBe(confirmed === 1);
      expect(await decisions(runId)).toEqual([confirmed ? 'run_confirmed' : 'run_dropped']);
      expect(await admin.readSuspendedRun()).toEqual({});
      await admin.eraseUser({
        params: { userId },
        body: { confirm: 'erase' },
        ifMatch: `"${row?.revision}"`,
      });
    }
  },
);
