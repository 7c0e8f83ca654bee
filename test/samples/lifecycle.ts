/** Valid inputs and crash samples of the routes for the lifecycle, its runs and its e-mails. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { lifecycleEndpoints } from '../../src/api/lifecycle.ts';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { suspendedKey } from '../../src/store/row-keys.ts';
import { mailRow } from '../../src/store/rows/work.ts';
import { addSuspendedRun } from '../../src/store/suspended-run.ts';
import { readAll, write } from '../../src/store/tables.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import { deactivatedInRun, duePerson, noticed, refiled } from './due-people.ts';
import type { Inputs, Place } from './input.ts';
import { reportSecret, type World } from './open-world.ts';
import { deactivated } from './people.ts';
import type { Sample, Samples } from './sample.ts';
import { byLink, onPerson } from './sample-kinds.ts';
import { as, happen, person } from './world.ts';

export const lifecycleInputs = {
  askRestore: () => ({ body: { token: 'none' } }),
  listRestoreRequests: () => ({}),
  declineRestore: ({ userId }: Place) => ({ path: { userId } }),
  listUpcoming: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  runLifecycle: () => ({}),
  listRuns: () => ({}),
  undoRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  readPause: () => ({}),
  pauseLifecycle: () => ({}),
  resumeLifecycle: () => ({}),
  readSuspendedRun: () => ({}),
  listSuspendedPeople: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  confirmSuspendedRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  dropSuspendedRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
} satisfies Inputs<typeof lifecycleEndpoints>;

const ifMatch = '"1"';

async function suspendedRun(world: World) {
  const { userId, about } = await duePerson(world, 200, noticed);
  const { deps, clock } = world.service;
  const at = clock.iso;
  const runId = randomUUID();
  const schedule = await deps.store.table('schedule');
  const row = { step: 'deactivate' };
  await write(schedule, [{ do: 'put', key: suspendedKey(runId, userId), row }]);
  const run = { runId, eventId: ulid(clock.now()), at, toDeactivate: 1, toErase: 0, active: 100 };
  if (!(await addSuspendedRun(deps, run))) throw new Error('another run waits');
  return { about: [...about, runId], runId };
}

/** @param afterwards outcome of the next run after the decision */
const decision = (
  decide: (admin: Client, runId: string) => Promise<unknown>,
  afterwards: (on: Service) => Promise<unknown> = async () => {},
): Sample => ({
  again: 'finishes',
  alone: true,
  leaves: refiled,
  async arrange(world) {
    const { about, runId } = await suspendedRun(world);
    return {
      about,
      async work(on) {
        const { run } = await as(on, world.admin).readSuspendedRun();
        if (run && !run.confirmed) await decide(as(on, world.admin), runId);
        else await afterwards(on);
      },
    };
  },
});

/** @param before runs before the e-mail is sent */
export async function sentMail(
  world: World,
  before: (email: string) => Promise<void> = async () => {},
) {
  const { userId, about, email } = await person(world);
  await before(email);
  const { eventId } = await happen(world, userId, 'password_changed');
  const { service } = world;
  await service.handleMail('now', { userId, eventId, template: 'password_changed' }, 1);
  const table = await service.deps.store.table('mails');
  for await (const row of readAll(table, mailRow, `userId eq '${userId}'`))
    return { about, operationId: row.rowKey };
  throw new Error('the e-mail has no row');
}

/** Pausing or resuming; the timer completes what a crash interrupted. */
const pausing = (paused: boolean): Sample => ({
  again: 'finishes',
  apart: true,
  async arrange({ admin }) {
    if (!paused) await admin.pauseLifecycle({ body: {} });
    return {
      about: ['"rowKey":"pause"', 'lifecycle_paused', 'lifecycle_resumed'],
      async work(on) {
        const client = as(on, admin);
        const { pause } = await client.readPause();
        if (paused === (pause !== undefined)) await on.runTimer('lifecycle');
        else if (paused) await client.pauseLifecycle({ body: {} });
        else await client.resumeLifecycle({ body: {} });
      },
    };
  },
});

export const lifecycleSamples = {
  askRestore: byLink(
    'restore_request',
    ({ service }) => ({ deactivatedAt: service.clock.iso, deactivatedBecause: 'inactivity' }),
    (on, token) => on.client().askRestore({ body: { token } }),
  ),
  declineRestore: onPerson(
    'changed_meanwhile',
    async (world) => {
      const known = await deactivated(world);
      const row = { restoreAskedAt: world.service.clock.iso };
      await happen(world, known.userId, 'restore_requested', { row });
      return known;
    },
    (admin, userId) => admin.declineRestore({ params: { userId }, body: {}, ifMatch }),
  ),
  runLifecycle: {
    again: 'finishes',
    alone: true,
    leaves: refiled,
    async arrange(world) {
      const { about } = await duePerson(world, 200, noticed);
      return { about, work: (on) => as(on, world.admin).runLifecycle({ body: {} }) };
    },
  },
  undoRun: {
    again: 'more',
    alone: true,
    repairedAfterMinutes: limit.undoStalledMinutes + 1,
    async arrange(world) {
      const { about, runId } = await deactivatedInRun(world);
      const params = { runId };
      return { about, work: (on) => as(on, world.admin).undoRun({ params, body: {} }) };
    },
  },
  pauseLifecycle: pausing(true),
  resumeLifecycle: pausing(false),
  confirmSuspendedRun: decision(
    (admin, runId) => admin.confirmSuspendedRun({ params: { runId }, body: {} }),
    (on) => on.runTimer('lifecycle'),
  ),
  dropSuspendedRun: decision(
    (admin, runId) => admin.dropSuspendedRun({ params: { runId } }),
    (on) => on.runTimer('lifecycle'),
  ),
  reportDelivery: {
    again: 'finishes',
    async arrange(world) {
      const { about, operationId } = await sentMail(world);
      const data = { messageId: operationId, status: 'Bounced' };
      const eventType = 'Microsoft.Communication.EmailDeliveryReportReceived';
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-delivery-report-secret': reportSecret },
        body: JSON.stringify([{ eventType, data }]),
      };
      return {
        about,
        async work(on) {
          const { status } = await on.send(`${publicUrl}/api/mail/delivery-reports`, request);
          if (status !== 200) throw new Error(`the report got ${status}`);
        },
      };
    },
  },
} satisfies Samples<typeof lifecycleEndpoints>;
