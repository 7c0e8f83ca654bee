/** Valid inputs and crash samples of the routes for connected systems and what they are told. */
import { randomUUID } from 'node:crypto';
import type { systemsEndpoints } from '../../src/api/systems.ts';
import type { Client } from '../../src/client/client.ts';
import { loadSystem } from '../../src/store/systems.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { startLogoutReceiver } from '../support/logout-receiver.ts';
import { authorizationUrl, enter, names, register } from '../support/systems.ts';
import { changeSignals, deliverSignal } from '../support/told-system.ts';
import type { Inputs, Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Sample, Samples } from './sample.ts';
import { as, happen, idFor, person, signedIn } from './world.ts';

export const systemsInputs = {
  listSystems: () => ({}),
  readSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  registerSystem: () => ({
    body: { name: names, redirectUris: [`https://${randomUUID()}.example.fi/callback`] },
  }),
  changeSystem: ({ sessionId }: Place) => ({
    path: { systemId: sessionId },
    body: { pkceRequired: false },
  }),
  addSystemSecret: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  removeSystemSecret: ({ sessionId }: Place) => ({
    path: { systemId: sessionId, secretId: sessionId },
  }),
  disableSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  enableSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  changeSignals: ({ sessionId }: Place) => ({
    path: { systemId: sessionId },
    body: { delivery: 'poll' },
  }),
  listSignals: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  resendSignals: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
} satisfies Inputs<typeof systemsEndpoints>;

const ifMatch = '"1"';

/** @param verb done to a registered system */
export const onSystem = (
  verb: (admin: Client, systemId: string, world: World) => Promise<unknown>,
  again: Sample['again'] = 'changed_meanwhile',
  before: (world: World, systemId: string) => Promise<void> = async () => {},
): Sample => ({
  again,
  async arrange(world) {
    const { systemId } = await register(world.admin, { pkceRequired: false });
    await before(world, systemId);
    return { about: [systemId], work: (on) => verb(as(on, world.admin), systemId, world) };
  },
});

/** @param verb done to a system that somebody has entered; what it is told is part of the outcome */
const whileEntered = (verb: (admin: Client, systemId: string) => Promise<unknown>): Sample => ({
  again: 'changed_meanwhile',
  async arrange(world) {
    const known = await person(world);
    const receiver = await startLogoutReceiver();
    const given = { pkceRequired: false, backchannelLogoutUri: receiver.uri };
    const { systemId } = await register(world.admin, given);
    await enter(await signedIn(world, known), authorizationUrl(systemId));
    return {
      about: [...known.about, systemId, receiver.uri],
      work: (on) => verb(as(on, world.admin), systemId),
      elsewhere: () => (receiver.tokens.length > 0 ? ['the system was told'] : []),
    };
  },
});

/** A person who entered a system and has another name, of which it has not been told. */
export async function untold(world: World, delivery: Parameters<typeof changeSignals>[2]) {
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

export const systemsSamples = {
  registerSystem: {
    again: 'same',
    async arrange(world) {
      const idempotencyKey = randomUUID();
      const body = { name: names, redirectUris: [`https://${idempotencyKey}.example.fi/`] };
      // The first system brings the key that signs tokens, which only the first attempt would do.
      await world.admin.registerSystem({ body, idempotencyKey: randomUUID() });
      return {
        about: [await idFor(world, 'registerSystem', idempotencyKey)],
        work: (on) => as(on, world.admin).registerSystem({ body, idempotencyKey }),
      };
    },
  },
  changeSystem: onSystem((admin, systemId) =>
    admin.changeSystem({ params: { systemId }, body: { pkceRequired: true }, ifMatch }),
  ),
  'changeSystem: somebody loses access': whileEntered((admin, systemId) =>
    admin.changeSystem({ params: { systemId }, body: { roles: ['admin'] }, ifMatch }),
  ),
  addSystemSecret: onSystem((admin, systemId) =>
    admin.addSystemSecret({ params: { systemId }, body: {}, ifMatch }),
  ),
  removeSystemSecret: onSystem(async (admin, systemId, { service, adminId }) => {
    const known = await loadSystem(service.deps.store, systemId);
    const secretId = known?.row.secrets[0]?.id ?? adminId;
    return admin.removeSystemSecret({ params: { systemId, secretId }, ifMatch });
  }),
  disableSystem: onSystem((admin, systemId) =>
    admin.disableSystem({ params: { systemId }, body: {}, ifMatch }),
  ),
  'disableSystem: somebody has entered': whileEntered((admin, systemId) =>
    admin.disableSystem({ params: { systemId }, body: {}, ifMatch }),
  ),
  enableSystem: onSystem(
    (admin, systemId) => admin.enableSystem({ params: { systemId }, body: {}, ifMatch: '"2"' }),
    'changed_meanwhile',
    async ({ admin }, systemId) => {
      await admin.disableSystem({ params: { systemId }, body: {}, ifMatch });
    },
  ),
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
} satisfies Samples<typeof systemsEndpoints>;
