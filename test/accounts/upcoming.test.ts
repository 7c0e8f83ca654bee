/**
 * Promise: the list of upcoming steps matches the accounts' dates at every moment, page by page,
 * even right after a person signs in, is restored or deactivated, or gets another date.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lifecycleOf } from '../../src/accounts/invitation-stands.ts';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

const histories = 4;
const daysAhead = 60;

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

beforeEach(() => renew());

async function renew(): Promise<void> {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
}

type Person = { userId: string; email: string; client: Client };

async function fill() {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const people: Person[] = [];
  for (let index = 0; index < 3; index++) {
    const email = `person.${index}.${organizationId}@espoo.fi`;
    people.push({ email, ...(await service.join(admin, email, organizationId, 'expert')) });
  }
  const names = { firstName: 'Uusi', lastName: 'Ihminen', role: 'expert' } as const;
  const email = `invited.${organizationId}@espoo.fi`;
  await admin.createInvitation({ body: { email, organizationId, ...names } });
  return { organizationId, people };
}

const act = async (userId: string) => ({
  params: { userId },
  ifMatch: (await admin.readUser({ params: { userId } })).etag,
});

/** A refusal is a valid response: a deactivated person cannot sign in. */
async function tried(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
  });
}

const deeds = {
  signIn: ({ client, email }: Person) => client.signIn({ body: { email, password: goodPassword } }),
  refresh: ({ client }: Person) =>
    client.refresh({ body: { refreshToken: client.tokens.refresh } }),
  keep: async ({ email }: Person) => {
    const mails = service.mailbox.messages(email);
    const token = mails.map(({ text }) => /\/keep#(\S+)/.exec(text ?? '')?.[1]).find(Boolean);
    if (token) await service.client().keepAlive({ body: { token } });
  },
  deactivate: async ({ userId }: Person) =>
    admin.deactivateUser({ ...(await act(userId)), body: {} }),
  restore: async ({ userId }: Person) => admin.restoreUser({ ...(await act(userId)), body: {} }),
  setEnd: async ({ userId }: Person, days: number) => {
    const employmentEndsOn = new Date(service.clock.now() + days * 86_400_000)
      .toISOString()
      .slice(0, 10);
    await admin.changeUser({ ...(await act(userId)), body: { employmentEndsOn } });
  },
  clearEnd: async ({ userId }: Person) =>
    admin.changeUser({ ...(await act(userId)), body: { employmentEndsOn: null } }),
  close: ({ client }: Person) => client.closeMe({ body: { currentPassword: goodPassword } }),
} as const;

const timers = async () => {
  // It runs every two minutes, and brings lists up to date that a sign-in leaves to it.
  await service.runTimer('repair');
  await service.runTimer('lifecycle');
  await service.drainMail();
};

/** What the accounts themselves show. */
async function expected(organizationId: string, userIds: readonly string[]) {
  const { deps, clock } = service;
  const until = new Date(clock.now() + daysAhead * 86_400_000).toISOString();
  const found: string[] = [];
  for (const userId of userIds) {
    const account = await loadAccount(deps.store, userId);
    if (!account?.person || account.row.organizationId !== organizationId) continue;
    const { next, status } = await lifecycleOf(deps, account, clock.iso);
    if (next && next.at <= until && status !== 'erased')
      found.push(`${next.at} ${userId} ${next.step} ${status}`);
  }
  return found.sort();
}

async function listed(organizationId: string) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { organizationId, days: daysAhead, limit: 2, ...(cursor && { cursor }) };
    const page = await admin.listUpcoming({ query });
    for (const { at, step, user } of page.items)
      found.push(`${at} ${user.userId} ${step} ${user.status}`);
    cursor = page.next;
  } while (cursor);
  return found;
}

const step = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  deed: fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
  /** Around the dates that matter. */
  days: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 20, max: 160 })),
  waits: fc.boolean(),
});

test(`${histories} random histories: the list matches the accounts at the time of each request`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (history) => {
      await renew();
      const { organizationId, people } = await fill();
      const invited = await admin.listInvitations({ query: { organizationId } });
      const all = [...people, ...invited.items].map(({ userId }) => userId);
      for (const { who, deed, days, waits } of history) {
        if (waits) {
          service.clock.advance({ days, minutes: 1 });
          await timers();
        }
        await renew();
        const person = people[who];
        if (person) await tried(() => deeds[deed](person, days));
        expect(await listed(organizationId)).toEqual(await expected(organizationId, all));
      }
    }),
    // A history takes seconds, so a failing one is reported without shrinking.
    { numRuns: histories, endOnFailure: true },
  );
}, 300_000);

test('a person who signs in or refreshes a session disappears from the list at once', async () => {
  const { organizationId, people } = await fill();
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody has joined');
  service.clock.advance({ days: 150 });
  await renew();
  const names = async () => (await listed(organizationId)).map((line) => line.split(' ')[1]);
  expect(await names()).toEqual(expect.arrayContaining([first.userId, second.userId]));
  await deeds.signIn(first);
  expect(await names()).not.toContain(first.userId);
  await deeds.signIn(second);
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  expect(await names()).not.toContain(second.userId);
  for (let hour = 0; hour < 300; hour += 10) {
    service.clock.advance({ hours: 10 });
    await tried(() => deeds.refresh(second));
  }
  await renew();
  const { deactivateAt } = await admin.readUser({ params: { userId: second.userId } });
  const { items } = await admin.searchUsers({ body: { organizationId, text: second.email } });
  expect(items[0]?.deactivateAt).toBe(deactivateAt);
});
