/** Samples of everything that tells connected systems what happened to a person. */
import { z } from 'zod';
import { putWaiting } from '../../src/store/waiting-signals.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import { startSignalReceiver } from '../support/signal-receiver.ts';
import { authorizationUrl, basic, enter, type Registered, register } from '../support/systems.ts';
import { changeSignals, deliverSignal } from '../support/told-system.ts';
import type { World } from './open-world.ts';
import type { Sample } from './sample.ts';
import { as, happen, person, signedIn } from './world.ts';

type Delivery = Parameters<typeof changeSignals>[2];

/** A person who entered a system and has another name, of which it has not been told. */
async function untold(world: World, delivery: Delivery) {
  const { admin, service } = world;
  const system = await register(admin, { pkceRequired: false });
  await changeSignals(admin, system, delivery);
  const known = await person(world);
  await enter(await signedIn(world, known), authorizationUrl(system.systemId));
  await happen(world, known.userId, 'person_changed');
  await (await service.deps.store.queue(workQueues.signals)).clearMessages();
  if (delivery.delivery === 'poll') await deliverSignal(service, system, known.userId);
  return { system, userId: known.userId, about: [...known.about, system.systemId] };
}

const poll = async (on: Pick<Service, 'send'>, system: Registered, body: object) => {
  const response = await on.send(`${publicUrl}/api/openid/signals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(system) },
    body: JSON.stringify({ returnImmediately: true, ...body }),
  });
  if (response.status !== 200) throw new Error(`a poll got ${response.status}`);
  return z.object({ sets: z.record(z.string(), z.string()) }).parse(await response.json());
};

export const signals = {
  changeSignals: {
    again: 'changed_meanwhile',
    async arrange({ admin }) {
      const { systemId } = await register(admin, { pkceRequired: false });
      const params = { systemId };
      const body = { delivery: 'push', endpoint: 'https://manual.example.fi/signals' } as const;
      return {
        about: [systemId],
        work: (on) => as(on, admin).changeSignals({ params, body, ifMatch: '"1"' }),
      };
    },
  },
  resendSignals: {
    again: 'more',
    async arrange(world) {
      const { system, about } = await untold(world, { delivery: 'poll' });
      const params = { systemId: system.systemId };
      return { about, work: (on) => as(on, world.admin).resendSignals({ params, body: {} }) };
    },
  },
  pollSignals: {
    // A system polls again by itself.
    again: 'finishes',
    async arrange(world) {
      const { system, about } = await untold(world, { delivery: 'poll' });
      const { sets } = await poll(world.service, system, {});
      return { about, work: (on) => poll(on, system, { ack: Object.keys(sets) }) };
    },
  },
} satisfies Record<string, Sample>;

export const signalMessages = {
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
} satisfies Record<string, Sample>;
