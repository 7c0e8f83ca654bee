/**
 * Promise: a system is told of the end of a session by a token that only this service can make, sent
 * again if it fails, for a limited time.
 */
import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { publicUrl } from '../support/harness.ts';
import { type LogoutReceiver, startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  authorizationUrl,
  enter,
  type OpenPlace,
  openPlace,
  type Registered,
  register,
} from '../support/systems.ts';

let place: OpenPlace;
let service: OpenPlace['service'];
let receiver: LogoutReceiver;
let system: Registered;

beforeAll(async () => {
  place = await openPlace();
  ({ service } = place);
  receiver = await startLogoutReceiver();
  const given = { pkceRequired: false, backchannelLogoutUri: receiver.uri };
  system = await register(place.admin, given);
});
afterAll(async () => {
  receiver.stop();
  await service.stop();
});
beforeEach(() => {
  receiver.answerWith(200);
  receiver.claims();
});

test('the token is signed with a published key, and is no ID token', async () => {
  const person = await place.signedIn();
  await enter(person, authorizationUrl(system.systemId));
  await person.signOut({ body: {} });
  await service.drainMail();
  const [token = ''] = receiver.tokens;
  const { keys } = await service.client().jwks();
  const { kid, ...header } = jwt.decode(token, { complete: true })?.header ?? {};
  expect(header).toMatchObject({ typ: 'logout+jwt', alg: 'RS256' });
  const jwk = keys.find((each) => each['kid'] === kid) ?? {};
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const clockTimestamp = Math.floor(service.clock.now() / 1_000);
  const payload = jwt.verify(token, key, { issuer: publicUrl, clockTimestamp });
  expect(payload).not.toHaveProperty('nonce');
  const request = new URLSearchParams({ id_token_hint: token }).toString();
  const answer = await service.client().endSessionOnRequest({ body: { request } });
  expect(answer.done).toBe(false);
});

/** The message of a session that has ended, as the queue delivers it. */
const deliver = (more: object = {}) =>
  service.handleMail(
    'signals',
    {
      kind: 'logout',
      ...{ userId: place.userId, sid: place.userId },
      systemId: system.systemId,
      ...more,
    },
    1,
  );

test.each([503, 404, 307])('a system that answers %i is tried again later', async (status) => {
  receiver.answerWith(status);
  await deliver();
  expect(receiver.claims()).toHaveLength(1);
  expect(service.logs.some((line) => line.includes('"event":"logout_failed"'))).toBe(true);
  const queue = await service.deps.store.queue(workQueues.signals);
  // It is hidden until its pause has passed.
  expect((await queue.getProperties()).approximateMessagesCount).toBe(1);
  expect((await queue.receiveMessages()).receivedMessageItems).toEqual([]);
  await queue.clearMessages();
});

test('after its last try it gives up', async () => {
  receiver.answerWith(500);
  const failures = limit.logoutTriesMax - 1;
  await deliver({ failures });
  expect(receiver.claims()).toHaveLength(1);
  const queue = await service.deps.store.queue(workQueues.signals);
  expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
});
