/**
 * Promise: when a person and the timer act at once, exactly one wins, as the state shows. Each pair
 * meets 24 times, and 200 times in `npm run test:long`.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepAlive } from '../../src/accounts/keep-alive.ts';
import { deactivateDue, eraseDue } from '../../src/accounts/lapse.ts';
import { linkToken, newLink } from '../../src/accounts/link.ts';
import { restore } from '../../src/accounts/restore.ts';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { signIn } from '../../src/sessions/login.ts';
import { type Account, loadAccount } from '../../src/store/accounts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { inDepth } from '../support/depth.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { changePerson, settle } from '../support/people.ts';

const races = inDepth(24, 200);
const atOnceMax = 8;
const dayMs = 86_400_000;

let service: Service;
let passwordHash: string | undefined;
let organizationId: string;
let adminId: string;

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  const me = await admin.me();
  adminId = me.userId;
  organizationId = me.organizationId;
  passwordHash = (await loadAccount(service.deps.store, adminId))?.row.passwordHash;
});

afterAll(() => service.stop());

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

async function load(userId: string): Promise<Account> {
  const account = await loadAccount(service.deps.store, userId);
  if (!account) throw new Error('the account is gone');
  return account;
}

/** A person who lapses at the returned instant, with a link that keeps the account. */
async function lapsing() {
  const { deps, clock } = service;
  const activity = later(clock.iso, -190 * dayMs);
  const dates = { lastActivityAt: activity, firstNoticeAt: later(clock.iso, -35 * dayMs) };
  const who = await settle(deps, activity, { organizationId, passwordHash, ...dates });
  const keys = await deps.keyring.load(clock.iso);
  const link = newLink(keys, who.userId, 'keep_alive', activity, 300 * dayMs);
  const account = await changePerson(deps, who.userId, later(activity, dayMs), ({ row }) => ({
    kind: 'notice_queued',
    row,
    links: [link],
  }));
  const { deactivateAt = '' } = evaluateLifecycle(account.row, deps.policy, activity);
  return { ...who, token: linkToken(keys, who.userId, link), at: deactivateAt };
}

/** @returns which of the two succeeded; they start within a few milliseconds of each other */
async function race(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const begin = async (run: () => Promise<unknown>) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 6));
    return run();
  };
  const [a, b] = await Promise.allSettled([begin(one), begin(other)]);
  const codes = [a, b].flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { code?: string }).code] : [],
  );
  return { first: a.status === 'fulfilled', second: b.status === 'fulfilled', codes };
}

async function many(once: () => Promise<boolean>): Promise<{ first: number; second: number }> {
  const won = { first: 0, second: 0 };
  await inParallel(
    Array.from({ length: races }, (_, n) => n),
    atOnceMax,
    async () => {
      won[(await once()) ? 'first' : 'second']++;
    },
  );
  return won;
}

test('a sign-in against the timer, time after time: signed in and active, or refused and deactivated', async () => {
  const { deps } = service;
  const won = await many(async () => {
    const { userId, email, at } = await lapsing();
    const loaded = await load(userId);
    const { first, second, codes } = await race(
      () => signIn(deps, { email, password: goodPassword, source: email }, later(at, -1)),
      () => deactivateDue(deps, loaded, at),
    );
    expect(first).not.toBe(second);
    expect(['sign_in_failed', 'not_active']).toContain(codes[0]);
    const { row, sessions } = await load(userId);
    expect(row.deactivatedAt === undefined).toBe(first);
    expect(sessions.length).toBe(first ? 1 : 0);
    return first;
  });
  expect(won.first + won.second).toBe(races);
}, 120_000);

test('keep-alive against the timer, time after time: kept and active, or refused and deactivated', async () => {
  const { deps } = service;
  const won = await many(async () => {
    const { userId, token, at } = await lapsing();
    const loaded = await load(userId);
    const { first, second, codes } = await race(
      () => keepAlive(deps, token, later(at, -1)),
      () => deactivateDue(deps, loaded, at),
    );
    expect(first).not.toBe(second);
    expect(['link_invalid', 'not_active']).toContain(codes[0]);
    expect((await load(userId)).row.deactivatedAt === undefined).toBe(first);
    return first;
  });
  expect(won.first + won.second).toBe(races);
}, 120_000);

test('restore against erasure, time after time: restored with all data, or erased without any', async () => {
  const { deps, clock } = service;
  const won = await many(async () => {
    const deactivatedAt = later(clock.iso, -35 * dayMs);
    const out = { deactivatedAt, deactivatedBecause: 'administration' } as const;
    const { userId } = await settle(deps, deactivatedAt, { organizationId, ...out });
    const loaded = await load(userId);
    const { eraseAt = '' } = evaluateLifecycle(loaded.row, deps.policy, deactivatedAt);
    const { first, second, codes } = await race(
      () => restore(deps, { loaded, actorId: adminId, ifMatch: 1 }, later(eraseAt, -1)),
      () => eraseDue(deps, loaded, eraseAt),
    );
    expect(first).not.toBe(second);
    expect(['not_found', 'not_deactivated', 'too_late_to_restore']).toContain(codes[0]);
    const after = await load(userId);
    expect(after.person !== undefined).toBe(first);
    expect(after.row.erasedAt === undefined).toBe(first);
    return first;
  });
  expect(won.first + won.second).toBe(races);
}, 120_000);
