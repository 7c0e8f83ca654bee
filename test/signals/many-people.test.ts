/**
 * Promise: when a run deactivates many people, a system is told of each once, while one that hangs costs
 * a few tries.
 */

import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel } from '../../src/store/in-parallel.ts';
import { knownSystemKey, userEventKey } from '../../src/store/row-keys.ts';
import { write } from '../../src/store/tables.ts';
import { inDepth } from '../support/depth.ts';
import type { Registered } from '../support/systems.ts';
import { deliverSignal, openToldPlace, type ToldPlace } from '../support/told-system.ts';

const people = inDepth(30, 10_000);
/** The queue trigger's batch. */
const atOnceMax = 16;

let place: ToldPlace;
let system: Registered;
let hanging: Registered;

beforeAll(async () => {
  place = await openToldPlace();
  [system, hanging] = [await place.pushed(), await place.pushed()];
});
afterAll(() => place.stop());

/** Whom both systems know, as a run leaves them. */
async function deactivated(): Promise<string> {
  const userId = randomUUID();
  const { deps, clock } = place.service;
  const at = clock.iso;
  const event = { kind: 'deactivated', at, actorId: 'service', organizationId: userId, data: {} };
  const known = { since: at, told: 0 };
  await write(await deps.store.table('accounts'), [
    {
      do: 'put',
      key: userEventKey(userId, ulid(clock.now())),
      row: { ...event, mac: '', number: 1 },
    },
    ...[system, hanging].map(({ systemId }) => {
      return { do: 'put' as const, key: knownSystemKey(userId, systemId), row: known };
    }),
  ]);
  return userId;
}

test(`${people.toLocaleString('en')} people: each once, and a hanging system costs a few tries`, async () => {
  place.receiver.answerWith((response, { aud }) => {
    if (aud !== hanging.systemId) response.writeHead(202).end();
  });
  const ids: string[] = [];
  const nobody = Array.from({ length: people });
  await inParallel(nobody, atOnceMax, async () => void ids.push(await deactivated()));
  const began = performance.now();
  await Promise.all(
    [system, hanging].map((to) =>
      inParallel(ids, atOnceMax, (userId) => deliverSignal(place.service, to, userId)),
    ),
  );
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`${people} people, two systems: ${seconds.toFixed(0)} s\n`);
  const arrived = place.receiver.take();
  const told = arrived.filter(({ aud }) => aud === system.systemId);
  expect(new Set(told.map(({ jti }) => jti)).size).toBe(people);
  expect(told).toHaveLength(people);
  expect(arrived.length - told.length).toBeLessThanOrEqual(atOnceMax);
}, 3_600_000);
