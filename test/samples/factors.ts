/** Valid inputs and crash samples of the routes for second factors and passkeys. */
import { randomUUID } from 'node:crypto';
import type { factorsEndpoints } from '../../src/api/factors.ts';
import { ProblemError } from '../../src/client/client.ts';
import { sealName } from '../../src/factors/prove.ts';
import { recoveryCodes } from '../../src/factors/recovery-codes.ts';
import { newTotpSecret } from '../../src/factors/totp.ts';
import { addPasskey, codeOf } from '../support/factors.ts';
import { goodPassword, publicUrl, type Service } from '../support/harness.ts';
import { passkeyDevice } from '../support/passkey-device.ts';
import { changePerson } from '../support/people.ts';
import type { Inputs, Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { byThemselves } from './sample-kinds.ts';
import { as, type Known, person, signedIn } from './world.ts';

const passkey = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
};

const passkeyAnswer = {
  ...passkey,
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
};

export const factorsInputs = {
  completeSignIn: () => ({ body: { ticket: 'none', code: '123456' } }),
  signInWithPasskey: () => ({ body: { ticket: 'none', passkey: passkeyAnswer } }),
  listFactors: () => ({}),
  beginTotp: () => ({ body: { currentPassword: 'not the password at all' } }),
  addTotp: () => ({ body: { ticket: 'none', code: '123456', name: 'Phone' } }),
  beginPasskey: () => ({ body: { currentPassword: 'not the password at all' } }),
  addPasskey: () => ({ body: { ticket: 'none', passkey, name: 'Laptop' } }),
  removeFactor: ({ sessionId }: Place) => ({
    path: { factorId: sessionId },
    body: { currentPassword: 'not the password at all' },
  }),
  renewRecoveryCodes: () => ({ body: { currentPassword: 'not the password at all' } }),
  resetFactors: ({ userId }: Place) => ({
    path: { userId },
    body: { currentPassword: 'not the password at all' },
  }),
} satisfies Inputs<typeof factorsEndpoints>;

const currentPassword = goodPassword;

/** A person with recovery codes and an app whose current code is unused. */
async function protectedPerson(world: World) {
  const known = await person(world);
  const { deps, clock } = world.service;
  const keys = await deps.keyring.load(clock.iso);
  const { userId } = known;
  const factorId = randomUUID();
  const secret = newTotpSecret();
  await changePerson(deps, userId, clock.iso, ({ row }) => {
    const sealed = keys.seal(secret, sealName(userId, factorId));
    return {
      kind: 'second_factor_added',
      row,
      factors: [{ id: factorId, kind: 'totp', name: 'Phone', createdAt: clock.iso, sealed }],
      recovery: { createdAt: clock.iso, setId: factorId, used: [] },
      effects: { project: true },
    };
  });
  const [recoveryCode = ''] = recoveryCodes(keys, userId, factorId);
  return { known, secret, factorId, recoveryCode };
}

/** Signs in with the right password and the second step. */
async function inTwoSteps(
  on: Service,
  { email }: Known,
  given: { code: string } | { recoveryCode: string },
) {
  const client = on.client();
  const error: unknown = await client
    .signIn({ body: { email, password: goodPassword } })
    .catch((refusal: unknown) => refusal);
  if (!(error instanceof ProblemError) || !error.secondFactor) throw error;
  const { ticket } = error.secondFactor;
  await client.completeSignIn({ body: { ticket, ...given } });
  return client;
}

/** Each request for the second step is a separate event. */
const questions = { lines: /second_factor_asked/, since: 'the password was right' };

export const factorsSamples = {
  completeSignIn: {
    again: 'wrong_code',
    followed: true,
    leaves: questions,
    async arrange(world) {
      const { known, recoveryCode } = await protectedPerson(world);
      return { about: known.about, work: (on) => inTwoSteps(on, known, { recoveryCode }) };
    },
  },
  'completeSignIn: the code of an app': {
    again: 'more',
    leaves: questions,
    async arrange(world) {
      const { known, secret } = await protectedPerson(world);
      return {
        about: known.about,
        work: (on) => inTwoSteps(on, known, { code: codeOf(world.service, secret) }),
      };
    },
  },
  beginPasskeySignIn: {
    again: 'same',
    reads: true,
    async arrange(world) {
      const { about } = await person(world);
      return { about, work: (on) => on.client().beginPasskeySignIn({ body: {} }) };
    },
  },
  signInWithPasskey: {
    again: 'more',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const device = await addPasskey(client);
      return {
        about: known.about,
        async work(on) {
          const begun = await on.client().beginPasskeySignIn({ body: {} });
          const body = { ticket: begun.ticket, passkey: device.get(begun.passkey) };
          await on.client().signInWithPasskey({ body });
        },
      };
    },
  },
  beginTotp: byThemselves('more', (self) => self.beginTotp({ body: { currentPassword } }), {
    onlyCounts: true,
  }),
  addTotp: {
    again: 'same',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const { ticket, secret } = await client.beginTotp({ body: { currentPassword } });
      const name = 'Phone';
      return {
        about: known.about,
        work: (on) =>
          as(on, client).addTotp({ body: { ticket, code: codeOf(world.service, secret), name } }),
      };
    },
  },
  beginPasskey: byThemselves('more', (self) => self.beginPasskey({ body: { currentPassword } }), {
    onlyCounts: true,
  }),
  addPasskey: {
    again: 'same',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const { ticket, passkey } = await client.beginPasskey({ body: { currentPassword } });
      const made = passkeyDevice(publicUrl).create(passkey);
      const body = { ticket, passkey: made, name: 'Laptop' };
      return { about: known.about, work: (on) => as(on, client).addPasskey({ body }) };
    },
  },
  removeFactor: {
    again: 'not_found',
    async arrange(world) {
      const made = await protectedPerson(world);
      const { known, recoveryCode } = made;
      const client = await inTwoSteps(world.service, known, { recoveryCode });
      const params = { factorId: made.factorId };
      const body = { currentPassword };
      return {
        about: known.about,
        work: (on) => as(on, client).removeFactor({ params, body }),
      };
    },
  },
  renewRecoveryCodes: {
    again: 'more',
    async arrange(world) {
      const made = await protectedPerson(world);
      const { known, recoveryCode } = made;
      const client = await inTwoSteps(world.service, known, { recoveryCode });
      const body = { currentPassword };
      return {
        about: known.about,
        work: (on) => as(on, client).renewRecoveryCodes({ body }),
      };
    },
  },
  resetFactors: {
    again: 'changed_meanwhile',
    async arrange(world) {
      const { known } = await protectedPerson(world);
      const params = { userId: known.userId };
      return {
        about: known.about,
        work: (on) =>
          as(on, world.admin).resetFactors({
            params,
            body: { currentPassword: goodPassword },
            ifMatch: '"1"',
          }),
      };
    },
  },
} satisfies Samples<typeof factorsEndpoints>;
