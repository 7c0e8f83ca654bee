/** Promise: people who invite learn seldom, and never unseen, who has an account elsewhere. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let primary: Awaited<ReturnType<Service['join']>>;
let elsewhere: string[];

const address = () => `${randomUUID()}@espoo.fi`;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const people = Array.from({ length: limit.addressesToldPerDay + 5 }, () =>
    settle(service.deps, service.clock.iso, {}),
  );
  elsewhere = (await Promise.all(people)).map(({ email }) => email);
});
afterAll(() => service.stop());

beforeEach(async () => {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  primary = await service.join(admin, address(), organizationId, 'primary_user');
});

const invitee = (email: string) => ({
  email,
  organizationId,
  firstName: 'Eeva',
  lastName: 'Ehdokas',
  role: 'expert' as const,
});

const file = (addresses: readonly string[]) => {
  const lines = addresses.map((email) => `${email};Eeva;Ehdokas;expert`);
  return { body: { organizationId, csv: ['email;firstName;lastName;role', ...lines].join('\n') } };
};

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.code : 'broken'),
  );

async function refusals() {
  const query = { kind: 'addresses_refused', organizationId } as const;
  return (await admin.listEvents({ query })).items.map(({ data }) => data);
}

test('S15: a check says of people elsewhere only that they cannot be invited, and is an event', async () => {
  const own = await service.join(admin, address(), organizationId, 'expert');
  const { email } = await own.client.me();
  const asked = file([email, ...elsewhere.slice(0, 2), address()]);
  const { lines } = await primary.client.checkImport(asked);
  const refusal = { outcome: 'not_allowed', why: 'address_taken' };
  expect(lines).toMatchObject([{ outcome: 'already_here' }, refusal, refusal, { outcome: 'ok' }]);
  expect(await refusals()).toEqual([{ addresses: 2, by: 'import' }]);
  const seen = await admin.checkImport(asked);
  expect(seen.lines.map(({ outcome }) => outcome).slice(1, 3)).toEqual([
    'already_here',
    'already_here',
  ]);
});

test('S15: a file that asks for more than is left of the day is told of none', async () => {
  const check = (addresses: readonly string[]) =>
    codeOf(primary.client.checkImport(file(addresses)));
  expect(await check(elsewhere.slice(0, limit.addressesToldPerDay - 1))).toBe('done');
  expect(await check(elsewhere.slice(0, 2))).toBe('daily_limit_reached');
  expect(await check([address()])).toBe('daily_limit_reached');
  expect(await codeOf(primary.client.startImport(file([address()])))).toBe('daily_limit_reached');
  const one = primary.client.createInvitation({ body: invitee(address()) });
  expect(await codeOf(one)).toBe('daily_limit_reached');
});

test('S15: invitations and proposals tell one at a time, each an event, and no more than the day has', async () => {
  const { client } = await service.join(admin, address(), organizationId, 'expert');
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: etag });
  const [taken = ''] = elsewhere;
  expect(await codeOf(primary.client.createInvitation({ body: invitee(taken) }))).toBe(
    'address_taken',
  );
  expect(await codeOf(client.proposeInvitation({ body: invitee(taken) }))).toBe('address_taken');
  expect(await refusals()).toHaveLength(2);
  for (let tries = 1; tries < limit.proposalsPerPersonDay; tries++)
    await codeOf(client.proposeInvitation({ body: invitee(taken) }));
  expect(await codeOf(client.proposeInvitation({ body: invitee(taken) }))).toBe(
    'daily_limit_reached',
  );
});

test('S15: a refused address is not named in the event, the log or the answer', async () => {
  const [taken = ''] = elsewhere;
  const error: unknown = await primary.client
    .createInvitation({ body: invitee(taken) })
    .catch((caught: unknown) => caught);
  expect(JSON.stringify(error)).not.toContain(taken);
  expect(JSON.stringify([await refusals(), service.logs])).not.toContain(taken);
});
