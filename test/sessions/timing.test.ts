/**
 * Promise: unknown, invited, deactivated and erased addresses respond like a wrong password, and so do those of
 * people who moved in with a password from another system, in
 * content, storage requests and time, so that outsiders cannot tell who has an account.
 */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { type CountedService, startCountedService } from '../support/counted-service.ts';
import { inDepth } from '../support/depth.ts';
import { goodPassword, publicUrl, type Service } from '../support/harness.ts';
import { moveIn } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';

/** Attempts of each kind, interleaved so that a slow machine affects all kinds alike. */
const rounds = inDepth(40, 90);

/**
 * The largest share of comparisons in which one kind may be slower; half when they are alike. With
 * 40 attempts each, chance exceeds 0.5 ± 0.26 only once in 20,000 times.
 */
const oftenMost = 0.76;

const kinds = [
  'wrong password',
  'unknown',
  'invited',
  'deactivated',
  'erased',
  'moved in',
] as const;
type Kind = (typeof kinds)[number];

let counted: CountedService;
let behind: CountedService['behind'];
let service: CountedService['service'];
let proxy: CountedService['proxy'];
let primary: Client;
let organizationId: string;
const addresses = Object.fromEntries(
  kinds.map((kind) => [kind, `${kind.replace(' ', '.')}@espoo.fi`]),
) as Record<Kind, string>;

beforeAll(async () => {
  counted = await startCountedService();
  ({ behind, service, proxy } = counted);
  const admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  const join = (email: string) => service.join(admin, email, organizationId, 'editor');
  await join(addresses['wrong password']);
  await admin.createInvitation({ body: invitee(addresses.invited) });
  const params = { userId: (await join(addresses.deactivated)).userId };
  const { etag } = await admin.readUser({ params });
  await admin.deactivateUser({ params, body: {}, ifMatch: etag });
  const gone = { userId: (await join(addresses.erased)).userId };
  const read = await admin.readUser({ params: gone });
  await admin.eraseUser({ params: gone, body: { confirm: 'erase' }, ifMatch: read.etag });
  const movedIn = { email: addresses['moved in'], organization: 'Espoo', role: 'expert' };
  const names = { externalId: '17', firstName: 'Uusi', lastName: 'Ihminen' };
  const passwordHash = oldHashes.P(goodPassword);
  await moveIn(service, [{ ...movedIn, ...names, passwordHash }]);
  ({ client: primary } = await service.join(
    admin,
    'boss@espoo.fi',
    organizationId,
    'primary_user',
  ));
});

afterAll(() => counted.stop());

function invitee(email: string) {
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
  return { ...names, email, organizationId, role: 'expert' } as const;
}

type Answer = { status: number; text: string; headers: string };

async function post(on: Service, path: string, body: object, token?: string): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const sent = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await on.send(`${publicUrl}/${path}`, sent);
  const without = [...response.headers].filter(([name]) => name !== 'x-request-id');
  const text = (await response.text()).replace(/"requestId":"[^"]+"/, '');
  return { status: response.status, text, headers: JSON.stringify(without) };
}

const ask = {
  'sign-in': (kind: Kind, on: Service) =>
    post(on, 'api/sessions', { email: addresses[kind], password: 'not the password at all' }),
  'forgot-password': (kind: Kind, on: Service) =>
    post(on, 'api/password/forgot', { email: addresses[kind] }),
} as const;

/** Below the limits, with the keys cached, and with the kinds in a different order each round. */
async function inTurn(rounds: number, work: (kind: Kind) => Promise<void>): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
    await Promise.all([behind.client().jwks(), service.client().jwks()]);
    for (const turn of kinds.keys()) await work(kinds[(turn + round) % kinds.length] ?? 'unknown');
  }
}

test.each(Object.entries(ask))('%s gives the same response for every address', async (_, work) => {
  const seen = new Map<Kind, Set<string>>(kinds.map((kind) => [kind, new Set()]));
  await inTurn(kinds.length, async (kind) => {
    const { requests } = await proxy.count(async () => {
      seen.get(kind)?.add(JSON.stringify(await work(kind, service)));
    });
    seen.get(kind)?.add(`${requests} storage requests`);
  });
  for (const kind of kinds) expect([kind, seen.get(kind)]).toEqual([kind, seen.get('unknown')]);

  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  await inTurn(rounds, async (kind) => {
    const begun = performance.now();
    await work(kind, behind);
    times.get(kind)?.push(performance.now() - begun);
  });
  const like = times.get('wrong password') ?? [];
  for (const kind of kinds) {
    const often = oftenSlower(times.get(kind) ?? [], like);
    expect(Math.max(often, 1 - often), `${kind}: ${often}`).toBeLessThanOrEqual(oftenMost);
  }
});

test('an invitation to a taken address gets the same refusal, whatever became of the account', async () => {
  await primary.signIn({ body: { email: 'boss@espoo.fi', password: goodPassword } });
  const { access } = primary.tokens;
  const taken = (['wrong password', 'invited', 'deactivated'] as const).map((kind) =>
    post(behind, 'api/invitations', invitee(addresses[kind]), access),
  );
  const answers = await Promise.all(taken);
  expect(answers[0]?.status).toBe(409);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  // An erased person is indistinguishable from one who never existed.
  const fresh = await post(behind, 'api/invitations', invitee(addresses.erased), access);
  expect(fresh.status).toBe(201);
});

/** Mann–Whitney: the probability that one of `these` takes longer than one of `those`. */
function oftenSlower(these: readonly number[], those: readonly number[]): number {
  const wins = these.flatMap((a) => those.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}
