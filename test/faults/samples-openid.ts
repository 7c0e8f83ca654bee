/** Samples of every operation on connected systems, and of signing people in there. */
import { randomUUID } from 'node:crypto';
import type { Client } from '../../src/client/client.ts';
import { authorize } from '../../src/openid/authorize.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { loadSystem } from '../../src/store/systems.ts';
import type { Service } from '../support/harness.ts';
import { startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  authorizationUrl,
  enter,
  names,
  post,
  type Registered,
  redeem,
  register,
} from '../support/systems.ts';
import type { World } from './open-world.ts';
import type { Case, Sample } from './sample.ts';
import { as, idFor, type Known, person, signedIn } from './world.ts';

const ifMatch = '"1"';

/** A code that nobody redeemed is deleted at the next sign-in after a minute. */
const leaves = {
  lines: /account\.grant|systemUse/,
  since: 'a code expires unused, and the list shows only the day of last use',
};

/** @param verb done to a registered system */
const onSystem = (
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

type Signing = { known: Known; client: Client; system: Registered; world: World };

/** @param arrange prepares a sign-in and returns what completes it */
const signing = (
  again: Sample['again'],
  arrange: (signing: Signing) => Promise<Case['work']>,
): Sample => ({
  again,
  async arrange(world) {
    const known = await person(world);
    const client = await signedIn(world, known);
    const system = await register(world.admin, { pkceRequired: false });
    const work = await arrange({ known, client, system, world });
    return { about: [...known.about, system.systemId], work };
  },
});

const codeOf = async ({ client, system }: Signing) =>
  (await enter(client, authorizationUrl(system.systemId))).searchParams.get('code');

/** Without an access token, which the person's client would have to renew after minutes. */
async function freshCode(on: Service, userId: string, { systemId }: Registered) {
  const account = await loadAccount(on.deps.store, userId);
  const [session] = account?.sessions ?? [];
  if (!account || !session) throw new Error('the person is not signed in');
  const request = authorizationUrl(systemId).search.slice(1);
  const caller = { account, sessionId: session.id };
  const answer = await authorize(on.deps, caller, { request }, on.clock.iso);
  return 'redirectTo' in answer ? new URL(answer.redirectTo).searchParams.get('code') : null;
}

async function must(response: Promise<{ status: number }>): Promise<void> {
  const { status } = await response;
  if (status !== 200) throw new Error(`the request got ${status}`);
}

export const openid = {
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
  'changeSystem: somebody loses access': whileEntered((admin, systemId) =>
    admin.changeSystem({ params: { systemId }, body: { roles: ['admin'] }, ifMatch }),
  ),
  enableSystem: onSystem(
    (admin, systemId) => admin.enableSystem({ params: { systemId }, body: {}, ifMatch: '"2"' }),
    'changed_meanwhile',
    async ({ admin }, systemId) => {
      await admin.disableSystem({ params: { systemId }, body: {}, ifMatch });
    },
  ),
  authorize: signing('more', async ({ client, system }) => {
    const request = authorizationUrl(system.systemId).search.slice(1);
    return (on) => as(on, client).authorize({ body: { request } });
  }),
  // A code lives for a minute, so a retry begins with a new one.
  openidToken: {
    ...signing('finishes', async ({ known, system }) => async (on) => {
      await must(redeem(on, system, await freshCode(on, known.userId, system)));
    }),
    leaves,
  },
  'openidToken: a code is used twice': signing('same', async (given) => {
    const code = await codeOf(given);
    await must(redeem(given.world.service, given.system, code));
    return (on) => redeem(on, given.system, code);
  }),
  revokeToken: signing('same', async (given) => {
    const { body } = await redeem(given.world.service, given.system, await codeOf(given));
    const { systemId, secret } = given.system;
    const authorization = `Basic ${Buffer.from(`${systemId}:${secret}`).toString('base64')}`;
    const fields = { token: body.access_token };
    return (on) => must(post(on, 'api/openid/revoke', fields, { authorization }));
  }),
  endSessionOnRequest: signing('same', async (given) => {
    const { body } = await redeem(given.world.service, given.system, await codeOf(given));
    const request = `id_token_hint=${body.id_token}`;
    return (on) => on.client().endSessionOnRequest({ body: { request } });
  }),
  beginAuthorization: {
    ...onSystem(
      (_, systemId, { service }) =>
        service.client().beginAuthorization({
          body: { request: authorizationUrl(systemId).search.slice(1) },
        }),
      'same',
    ),
    reads: true,
  },
  userinfoByForm: {
    ...signing('same', async (given) => {
      const { body } = await redeem(given.world.service, given.system, await codeOf(given));
      const fields = { access_token: body.access_token };
      return (on) => must(post(on, 'api/openid/userinfo', fields));
    }),
    reads: true,
  },
} satisfies Record<string, Sample>;
