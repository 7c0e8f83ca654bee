/** Promise: an e-mail waits as long as it is worth sending, whatever ails the mail service. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { minuteMs } from '../../src/policy/time.ts';
import { readMailOutage, readWaiting } from '../../src/store/waiting-mails.ts';
import { always, countOf, got, order, recover, tell } from '../samples/mail-trouble.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { settleDown } from '../samples/settle-down.ts';
import { beside, person } from '../samples/world.ts';
import { type Service, startService } from '../support/harness.ts';
import { checkAll, renew } from './around.ts';

let world: World;
let other: Service;

beforeAll(async () => {
  world = await openWorld();
  other = await beside(world.service);
});

afterAll(async () => {
  await other.stop();
  await world.service.stop();
});

/** Time passes at two instances, whose timers and queues both run. */
async function pass(minutes: number, stepMinutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += stepMinutes) {
    world.service.clock.advance({ minutes: stepMinutes });
    await Promise.all([world.service, other].map((each) => each.runTimer('repair')));
    await world.service.drainMail();
  }
}

/** The next try comes by then at the latest. */
const endOfWaiting = () => pass(12, 12);

const waiting = async () => (await readWaiting(world.service.deps.store)).mails.length;

test.each([
  ['503', { status: 503 }],
  ['429 without Retry-After', { status: 429 }],
  ['429 with Retry-After', { status: 429, retryAfterSeconds: 600 }],
  ['403', { status: 403 }],
  ['404, as for a domain that is not linked', { status: 404 }],
])(
  'L3: two hours of %s: mails wait, few tries are made, then each goes out once, in order',
  async (_, fault) => {
    const { service } = world;
    service.logs.length = 0;
    await order(service, { ...fault, times: always });
    const people = [await person(world), await person(world)];
    const told: string[][] = [[], []];
    for (let round = 0; round < 4; round++) {
      const queue = round % 2 ? 'now' : 'later';
      for (const [index, known] of people.entries())
        told[index]?.push(await tell(world, known, 'password_changed', queue));
      await other.drainMail();
      await pass(30, 5);
    }
    expect(await waiting()).toBe(8);
    // The first mails that were under way together, and then one every ten minutes.
    expect(countOf(service, 'mail_refused')).toBeLessThanOrEqual(2 + 16);
    expect(countOf(service, 'mail_poisoned')).toBe(0);
    await recover(service);
    await endOfWaiting();
    for (const [index, known] of people.entries()) expect(got(world, known)).toEqual(told[index]);
    expect(await readMailOutage(service.deps.store)).toBeUndefined();
  },
);

test.each([
  ['a refused connection', 'endpoint=http://127.0.0.1:1/;accesskey=bG9jYWw='],
  ['a name that is not found', 'endpoint=http://mail.invalid/;accesskey=bG9jYWw='],
])('L3: %s is waited out like any other trouble', async (_, connection) => {
  const { service } = world;
  service.logs.length = 0;
  const cut = await startService(service, { MAIL_CONNECTION: connection });
  const known = await person(world);
  const id = await tell(world, known);
  await cut.drainMail();
  for (let run = 0; run < 6; run++) {
    service.clock.advance({ minutes: 20 });
    await cut.runTimer('repair');
  }
  expect([await waiting(), countOf(service, 'mail_poisoned')]).toEqual([1, 0]);
  await endOfWaiting();
  expect(got(world, known)).toEqual([id]);
  await cut.stop();
});

test('L3: two days later what is worth sending goes out once, and no link that has ended', async () => {
  const { service, organizationId } = world;
  await renew(world, {});
  service.logs.length = 0;
  await order(service, { status: 503, times: always });
  const known = await person(world);
  const email = 'kutsuttu@espoo.fi';
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
  await world.admin.createInvitation({
    body: { email, organizationId, role: 'expert', ...names },
  });
  await service.client().forgotPassword({ body: { email: known.email } });
  const told = await tell(world, known);
  await service.drainMail();
  expect(await waiting()).toBe(3);
  await pass(2 * 24 * 60, 120);
  await recover(service);
  await endOfWaiting();
  expect(service.mailbox.messages(email)).toHaveLength(1);
  expect(got(world, known)).toEqual([told]);
  expect(service.logs.filter((line) => line.includes('"why":"too_late"'))).toHaveLength(1);
  expect(await waiting()).toBe(0);
});

test('L3: a process that ends while it sends leaves nothing undone and nothing twice', async () => {
  const { service } = world;
  await order(service, { status: 503, times: 2 });
  const known = await person(world);
  const told = [await tell(world, known), await tell(world, known)];
  await service.drainMail();
  await recover(service);
  service.clock.advance({ minutes: 2 });
  const table = await service.deps.store.table('mails');
  const { deleteEntity } = table;
  table.deleteEntity = () => Promise.reject(new Error('the process ends here'));
  await expect(service.runTimer('repair')).rejects.toThrow('the process ends here');
  table.deleteEntity = deleteEntity;
  await pass(4, 2);
  expect(got(world, known)).toEqual(told);
});

test('X05: 60 invitations reach 60 people once each, though the mail service is busy forty times', async () => {
  const { service, admin, organizationId } = world;
  await renew(world, {});
  const rows = Array.from({ length: 60 }, (_, n) => `uusi${n}@espoo.fi,Uusi,Ihminen,expert`);
  const csv = ['email,firstName,lastName,role', ...rows].join('\n');
  await order(service, { status: 429, retryAfterSeconds: 60, times: 40 });
  await admin.startImport({ body: { organizationId, csv } });
  await service.drainMail();
  await pass(45 * 2, 2);
  for (const [index] of rows.entries())
    expect(service.mailbox.messages(`uusi${index}@espoo.fi`)).toHaveLength(1);
  expect(await waiting()).toBe(0);
});

test('L3: a mail service that stays silent is given up in time, and the mail waits', async () => {
  const { service } = world;
  const known = await person(world);
  const id = await tell(world, known);
  await order(service, { hang: true });
  const begun = performance.now();
  await service.drainMail();
  expect(performance.now() - begun).toBeLessThan(limit.mailAnswerSeconds * 1_000 + minuteMs / 6);
  expect([await waiting(), got(world, known)]).toEqual([1, []]);
  await endOfWaiting();
  expect(got(world, known)).toEqual([id]);
});

test('after all that, every mail is recorded once and nothing is left in a queue', async () => {
  await settleDown(world);
  await checkAll(world, {});
});
