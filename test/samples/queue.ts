/** Crash samples of every consumer of the queues. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { LinkPurpose } from '../../src/policy/link-purposes.ts';
import { putWaiting } from '../../src/store/waiting-signals.ts';
import type { Work } from '../../src/store/work.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { startLogoutReceiver } from '../support/logout-receiver.ts';
import type { Given } from '../support/people.ts';
import { startSignalReceiver } from '../support/signal-receiver.ts';
import { authorizationUrl, enter, register } from '../support/systems.ts';
import { deliverSignal } from '../support/told-system.ts';
import { deactivatedInRun } from './due-people.ts';
import { ofTwoPeople } from './imports.ts';
import { newAddress } from './input.ts';
import type { World } from './open-world.ts';
import type { Sample, SamplesOf } from './sample.ts';
import { untold } from './systems.ts';
import { happen, person, signedIn } from './world.ts';

/** @param make causes an event and returns its queue message */
const message = (
  make: (world: World) => Promise<{ about: string[]; message: object }>,
): Sample => ({
  again: 'finishes',
  async arrange(world) {
    const { about, message: text } = await make(world);
    return { about, work: (on) => on.handleMail('now', text, 1) };
  },
});

const calling = (make: Parameters<typeof message>[0]): Sample => ({
  ...message(make),
  calls: true,
});

const aboutPerson = (
  template: string,
  more: { link?: LinkPurpose; given?: Given; row?: (world: World) => Given; to?: string } = {},
): Sample =>
  message(async (world) => {
    const { link, given, row, to } = more;
    const { userId, about } = await person(world, given);
    const email = newAddress();
    const { eventId } = await happen(world, userId, 'person_changed', {
      ...(link && { link }),
      ...(link === 'address_change' && { email }),
      ...(row && { row: row(world) }),
    });
    const found = link === 'address_change' ? [email] : [];
    return {
      about: [...about, ...found],
      message: { userId, eventId, template, ...(to && { to }) },
    };
  });

/** Accepts every sign-out, as long as the tests of this process run. */
let accepting: ReturnType<typeof startLogoutReceiver> | undefined;

/** A person who has entered a system that accepts sign-outs. */
async function entered(world: World) {
  accepting ??= startLogoutReceiver();
  const backchannelLogoutUri = (await accepting).uri;
  const { systemId } = await register(world.admin, { pkceRequired: false, backchannelLogoutUri });
  const known = await person(world);
  const client = await signedIn(world, known);
  await enter(client, authorizationUrl(systemId));
  return { systemId, userId: known.userId, about: [...known.about, systemId] };
}

export const queueSamples = {
  signal: {
    again: 'finishes',
    async arrange(world) {
      const receiver = await startSignalReceiver();
      const delivery = { delivery: 'push', endpoint: receiver.uri } as const;
      const { system, userId, about } = await untold(world, delivery);
      return {
        about: [...about, receiver.uri],
        work: (on) => deliverSignal(on, system, userId),
        elsewhere: () => (receiver.names().length > 0 ? ['the system was told'] : []),
      };
    },
  },
  signals_of_everybody: {
    again: 'finishes',
    async arrange(world) {
      const { system, userId, about } = await untold(world, { delivery: 'poll' });
      const { deps, clock } = world.service;
      const refused = { since: clock.iso, failures: 2, reason: 'refused' };
      await putWaiting(deps.store, { systemId: system.systemId, userId }, refused);
      const message = { kind: 'signals_of_everybody', systemId: system.systemId, who: 'waiting' };
      return { about, work: (on) => on.handleMail('signals', message, 1) };
    },
  },
  logout: calling(async (world) => {
    const { systemId, userId, about } = await entered(world);
    return { about, message: { kind: 'logout', userId, systemId, sid: randomUUID() } };
  }),
  system_logouts: calling(async (world) => {
    const { systemId, about } = await entered(world);
    return { about, message: { kind: 'system_logouts', systemId } };
  }),
  password_reset: message(async (world) => {
    const { about } = await person(world);
    const [, , userId] = about;
    const eventId = ulid(world.service.clock.now());
    return { about, message: { userId, eventId, template: 'reset_requested' } };
  }),
  import: message(async (world) => {
    const { importId, request, about } = await ofTwoPeople(world);
    await world.admin.startImport(request);
    const work = await world.service.deps.store.queue(workQueues.now);
    for (const item of (await work.receiveMessages({ numberOfMessages: 32 })).receivedMessageItems)
      await work.deleteMessage(item.messageId, item.popReceipt);
    return { about, message: { importId } };
  }),
  undo: {
    again: 'finishes',
    alone: true,
    async arrange(world) {
      const { about, runId } = await deactivatedInRun(world);
      await world.admin.undoRun({ params: { runId }, body: {} });
      await (await world.service.deps.store.queue(workQueues.later)).clearMessages();
      return { about, work: (on) => on.handleMail('later', { runId }, 1) };
    },
  },
  mail: aboutPerson('password_changed'),
  'mail: a notice counts': aboutPerson('inactivity_notice', {
    link: 'keep_alive',
    row: ({ service }) => ({ noticeQueuedDays: 30, noticeQueuedAt: service.clock.iso }),
  }),
  'mail: a second mail follows': aboutPerson('address_change_requested', {
    link: 'address_change',
  }),
  'mail: to several': aboutPerson('restore_requested', {
    to: 'administrators',
    row: ({ service }) => ({
      deactivatedAt: service.clock.iso,
      deactivatedBecause: 'inactivity',
      restoreAskedAt: service.clock.iso,
    }),
  }),
} satisfies SamplesOf<Work['kind']>;
