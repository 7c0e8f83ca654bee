/** Valid inputs and crash samples of the routes for signing people in to connected systems. */
import { z } from 'zod';
import type { openidEndpoints } from '../../src/api/openid.ts';
import type { Client } from '../../src/client/client.ts';
import { authorize } from '../../src/openid/authorize.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import {
  authorizationUrl,
  basic,
  enter,
  post,
  type Registered,
  redeem,
  register,
} from '../support/systems.ts';
import type { Inputs } from './input.ts';
import type { World } from './open-world.ts';
import type { Case, Sample, Samples } from './sample.ts';
import { onSystem, untold } from './systems.ts';
import { as, type Known, person, signedIn } from './world.ts';

export const openidInputs = {
  beginAuthorization: () => ({ body: { request: 'client_id=unknown' } }),
  authorize: () => ({ body: { request: 'client_id=unknown' } }),
  endSessionOnRequest: () => ({ body: { request: '' } }),
} satisfies Inputs<typeof openidEndpoints>;

/** A code that nobody redeemed is deleted at the next sign-in after a minute. */
const leaves = {
  lines: /account\.grant|systemUse/,
  since: 'a code expires unused, and the list shows only the day of last use',
};

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

const poll = async (on: Pick<Service, 'send'>, system: Registered, body: object) => {
  const response = await on.send(`${publicUrl}/api/openid/signals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(system) },
    body: JSON.stringify({ returnImmediately: true, ...body }),
  });
  if (response.status !== 200) throw new Error(`a poll got ${response.status}`);
  return z.object({ sets: z.record(z.string(), z.string()) }).parse(await response.json());
};

export const openidSamples = {
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
  authorize: signing('more', async ({ client, system }) => {
    const request = authorizationUrl(system.systemId).search.slice(1);
    return (on) => as(on, client).authorize({ body: { request } });
  }),
  endSessionOnRequest: signing('same', async (given) => {
    const { body } = await redeem(given.world.service, given.system, await codeOf(given));
    const request = `id_token_hint=${body.id_token}`;
    return (on) => on.client().endSessionOnRequest({ body: { request } });
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
  userinfoByForm: {
    ...signing('same', async (given) => {
      const { body } = await redeem(given.world.service, given.system, await codeOf(given));
      const fields = { access_token: body.access_token };
      return (on) => must(post(on, 'api/openid/userinfo', fields));
    }),
    reads: true,
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
  revokeToken: signing('same', async (given) => {
    const { body } = await redeem(given.world.service, given.system, await codeOf(given));
    const { systemId, secret } = given.system;
    const authorization = `Basic ${Buffer.from(`${systemId}:${secret}`).toString('base64')}`;
    const fields = { token: body.access_token };
    return (on) => must(post(on, 'api/openid/revoke', fields, { authorization }));
  }),
} satisfies Samples<typeof openidEndpoints>;
