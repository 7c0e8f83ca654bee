/** Promise: accounts get reminders and valid notices, can be kept, lapse and are erased on time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

const subjects = (address: string) => service.mailbox.messages(address).map((mail) => mail.subject);

async function signIn(email: string): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
}

/** Advances with the timers that would run, day by day or, while nothing is due, week by week. */
async function live(days: number, atOnce: 1 | 7 = 1): Promise<void> {
  for (let day = 0; day < days; day += atOnce) {
    service.clock.advance({ days: atOnce });
    await service.runTimer('lifecycle');
    await service.drainMail();
  }
}

test('an invitee is reminded once, two days before the invitation expires, with a link that works', async () => {
  const names = { firstName: 'Aino', lastName: 'Virtanen', language: 'en' } as const;
  const body = { email: 'slow@espoo.fi', organizationId, role: 'expert', ...names } as const;
  await admin.createInvitation({ body });
  const first = await service.tokenFor('slow@espoo.fi');
  await live(6);
  expect(subjects('slow@espoo.fi').filter((subject) => /Reminder/.test(subject))).toHaveLength(1);
  const second = await service.tokenFor('slow@espoo.fi');
  await expect(service.activate(first)).rejects.toEqual(refused('link_invalid'));
  expect((await (await service.activate(second)).me()).status).toBe('active');
});

test('an idle account gets three notices, is kept once by a link, lapses later and is erased', async () => {
  const email = 'idle@espoo.fi';
  admin = await signIn(firstAdministrator);
  const { userId } = await service.join(admin, email, organizationId, 'editor');
  await live(140, 7);
  await live(20);
  const [notice] = service.mailbox.messages(email);
  const token = /#(\S+)/.exec(notice?.text ?? '')?.[1] ?? '';
  await service.client().keepAlive({ body: { token } });
  await expect(service.client().keepAlive({ body: { token } })).rejects.toEqual(
    refused('link_invalid'),
  );
  const before = subjects(email).length;
  await live(147, 7);
  await live(3);
  expect(subjects(email)).toHaveLength(before);
  await live(40);
  expect(subjects(email)).toHaveLength(before + 4);
  await expect(signIn(email)).rejects.toEqual(refused('sign_in_failed'));
  // The last administrator has been inactive as long, but no timer deactivates them.
  const boss = await signIn(firstAdministrator);
  const gone = await boss.readUser({ params: { userId } });
  expect(gone).toMatchObject({ status: 'deactivated', why: 'inactivity' });
  await live(28, 7);
  await live(3);
  const again = await signIn(firstAdministrator);
  await expect(again.readUser({ params: { userId } })).rejects.toEqual(refused('not_found'));
}, 120_000);

/** Processor time which, unlike waiting times, is independent of other work on the machine. */
test('while 8 passwords are hashed at cost 12, the thread that handles requests stays free', async () => {
  const hasher = makeHasher(new URL('../../src/sessions/hash-worker.ts', import.meta.url), 2);
  const begun = { all: process.cpuUsage(), own: process.threadCpuUsage() };
  const hashes = Array.from({ length: 8 }, (_, number) => hasher.hash(`password ${number}`, 12));
  expect((await Promise.all(hashes)).every((hash) => hash.startsWith('$2b$12$'))).toBe(true);
  const all = process.cpuUsage(begun.all);
  const own = process.threadCpuUsage(begun.own);
  expect(all.user).toBeGreaterThan(500_000);
  expect(own.user / all.user).toBeLessThan(0.25);
  await hasher.close();
});

test('more passwords than the queue holds are refused at once, with the time to retry', async () => {
  const hasher = makeHasher(new URL('../../src/sessions/hash-worker.ts', import.meta.url), 1);
  const all = await Promise.allSettled(
    Array.from({ length: 1 + limit.hashQueueMax + 15 }, (_, number) =>
      hasher.hash(`password ${number}`, 4),
    ),
  );
  const busy = all.filter((one) => one.status === 'rejected');
  expect(busy).toHaveLength(15);
  expect(busy[0]).toMatchObject({ reason: { code: 'busy', retryAfterSeconds: 2 } });
  await hasher.close();
});
