/** Crash samples of every timer except that of reviews, whose steps are in reviews.ts. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { z } from 'zod';
import { loadAccount } from '../../src/store/accounts.ts';
import { commit, prepare } from '../../src/store/change.ts';
import { openEntry } from '../../src/store/journal.ts';
import { dayKey, statePartition } from '../../src/store/row-keys.ts';
import { readAll, remove, write } from '../../src/store/tables.ts';
import type { TimerName } from '../../src/timers/timers.ts';
import { firstAdministrator } from '../support/harness.ts';
import type { Given } from '../support/people.ts';
import { duePerson, noticed, refiled } from './due-people.ts';
import { sentMail } from './lifecycle.ts';
import { order } from './mail-trouble.ts';
import type { World } from './open-world.ts';
import type { reviewsSteps } from './reviews.ts';
import type { Sample, SamplesOf } from './sample.ts';
import { settleDown } from './settle-down.ts';
import { happen, person } from './world.ts';

/** @param arrange prepares work for the timer and returns what identifies its rows */
const timer = (
  name: TimerName,
  arrange: (world: World) => Promise<readonly string[]>,
  more: Partial<Sample> = {},
): Sample => ({
  again: 'finishes',
  alone: true,
  ...more,
  arrange: async (world) => ({
    about: await arrange(world),
    work: (on) => on.runTimer(name),
  }),
});

/** @param daysAgo last activity @param row further fields of the account */
const due =
  (daysAgo: number, row: (day: (daysAgo: number) => string) => Given = () => ({})) =>
  async (world: World): Promise<string[]> =>
    (await duePerson(world, daysAgo, row)).about;

/** A change that took effect just before its process ended. */
async function unfinished(world: World): Promise<string[]> {
  const { deps, clock } = world.service;
  // What the world's beginning has left would be repaired too, but only by the first attempt.
  await settleDown(world);
  const { userId, about } = await person(world);
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded) throw new Error('the account is missing');
  const plan = await prepare(deps, loaded, { actorId: userId, now: clock.iso }, () => ({
    kind: 'password_changed',
    row: { ...loaded.row, role: 'expert' },
    effects: { project: true, mails: [{ template: 'password_changed', queue: 'now' }] },
  }));
  await openEntry(deps.store, plan.entry);
  await commit(deps, plan);
  return about;
}

async function bounced(world: World): Promise<string[]> {
  const { about } = await sentMail(world, async (email) => {
    const body = JSON.stringify({ bounces: [email] });
    await fetch(`${world.service.mailbox.url}/mailbox/faults`, { method: 'POST', body });
  });
  world.service.clock.advance({ minutes: 11 });
  return about;
}

/** A mail that the mail service has refused once. */
async function refused(world: World): Promise<string[]> {
  const { service } = world;
  const { userId, about } = await person(world);
  const { eventId } = await happen(world, userId, 'password_changed');
  await order(service, { status: 503 });
  await service.handleMail('now', { userId, eventId, template: 'password_changed' }, 1);
  service.clock.advance({ minutes: 2 });
  return about;
}

async function unfiled(world: World): Promise<string[]> {
  const { userId, about } = await person(world);
  const { store } = world.service.deps;
  const scheduledIn = (await loadAccount(store, userId))?.row.scheduledIn ?? '';
  await remove(await store.table('schedule'), { partitionKey: scheduledIn, rowKey: userId });
  return about;
}

/** Somebody whom an earlier release has changed. */
async function unindexed(world: World): Promise<string[]> {
  const { userId, about } = await person(world);
  const search = await world.service.deps.store.table('search');
  const outdated = { role: 'expert' };
  for await (const { partitionKey, rowKey } of readAll(
    search,
    z.object({}),
    `userId eq '${userId}'`,
  ))
    await write(search, [{ do: 'merge', key: { partitionKey, rowKey }, row: outdated }]);
  return about;
}

async function oldMail({ service }: World): Promise<string[]> {
  const id = randomUUID();
  const row = { userId: id, eventId: ulid(), template: 'old', state: 'sent', at: '2025-01-01' };
  const mails = await service.deps.store.table('mails');
  await write(mails, [{ do: 'put', key: dayKey('2025-01-01', id), row }]);
  return [id];
}

async function lapsingSoon(world: World): Promise<string[]> {
  const organizationId = await world.organization();
  const primary = await person(world, { organizationId, role: 'primary_user' });
  await duePerson(world, 160, () => ({ organizationId }));
  return [organizationId, ...primary.about];
}

async function nobodyYet({ service }: World): Promise<string[]> {
  const keys = await service.deps.keyring.load(service.clock.iso);
  const userId = keys.idFor(`first administrator ${service.clock.iso.slice(0, 10)}`);
  const hash = keys.emailHash(firstAdministrator);
  return [keys.idFor('service organization'), userId, firstAdministrator, hash];
}

export const timersSamples = {
  repair: timer('repair', unfinished),
  firstAdministrator: timer('firstAdministrator', nobodyYet, { apart: true, bare: true }),
  'repair: a mail that was refused': timer('repair', refused),
  mailOutcomes: timer('mailOutcomes', bounced),
  keys: timer(
    'keys',
    async ({ service }) => {
      await service.deps.keyring.load(service.clock.iso);
      service.clock.advance({ days: 91 });
      return ['signing.'];
    },
    { apart: true, bare: true, only: ['keys'] },
  ),
  lifecycle: timer('lifecycle', due(200, noticed), { leaves: refiled }),
  'lifecycle: a notice': timer('lifecycle', due(160), { leaves: refiled }),
  'lifecycle: an erasure': timer(
    'lifecycle',
    due(40, (day) => ({ deactivatedAt: day(40), deactivatedBecause: 'administration' })),
    { leaves: refiled },
  ),
  searchIndex: {
    again: 'finishes',
    alone: true,
    arrange: async (world) => ({
      about: await unindexed(world),
      async work(on) {
        // A round is due, however lately the last one was.
        const keys = await on.deps.store.table('keys');
        await remove(keys, { partitionKey: statePartition, rowKey: 'searchIndex' });
        return on.runTimer('searchIndex');
      },
    }),
  },
  census: timer('census', unfiled),
  retention: timer('retention', oldMail),
  auditRoots: timer(
    'auditRoots',
    async ({ service }) => {
      const day = service.clock.iso.slice(0, 10);
      service.clock.advance({ days: 1 });
      await service.runTimer('repair');
      return [day];
    },
    { only: ['audit-roots'] },
  ),
  backup: {
    again: 'more',
    alone: true,
    only: ['backups'],
    async arrange() {
      const about: string[] = [];
      return {
        about,
        work(on) {
          about.splice(0, 1, on.clock.iso);
          return on.runTimer('backup');
        },
      };
    },
  },
  backupCopies: timer('backupCopies', async ({ service }) => {
    await service.runTimer('backup');
    return ['"backupCopies"'];
  }),
  digest: timer('digest', lapsingSoon),
} satisfies SamplesOf<Exclude<TimerName, keyof typeof reviewsSteps>>;
