/**
 * Promise: in random histories of one person on the real store, every rule holds at every step. The
 * same 8 histories run each time; `npm run test:long` makes up 40 new ones.
 */

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noLongerUnconfirmed, unconfirmed } from '../../src/accounts/account.ts';
import { deactivate } from '../../src/accounts/deactivate.ts';
import { keepAlive } from '../../src/accounts/keep-alive.ts';
import { restore } from '../../src/accounts/restore.ts';
import { timeZone } from '../../src/policy/lifecycle.ts';
import { Refusal } from '../../src/policy/problems.ts';
import { signIn } from '../../src/sessions/login.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { changeAccount } from '../../src/store/change.ts';
import { inDepth } from '../support/depth.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';

const histories = inDepth(8, 40);
const usualSeed = 7;
const dayMs = 86_400_000;

let service: Service;
let passwordHash: string | undefined;
let adminId: string;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  ({ userId: adminId, organizationId } = await admin.me());
  passwordHash = (await loadAccount(service.deps.store, adminId))?.row.passwordHash;
});

afterAll(() => service.stop());

const steps = [
  { do: 'idle', weight: 6 },
  { do: 'signIn', weight: 2 },
  { do: 'runTimer', weight: 5 },
  { do: 'sendMail', weight: 4 },
  { do: 'keep', weight: 2 },
  { do: 'deactivate', weight: 1 },
  { do: 'restore', weight: 2 },
  { do: 'unconfirm', weight: 1 },
  { do: 'confirm', weight: 1 },
] as const;

type Step = { do: (typeof steps)[number]['do']; days: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(...steps.map(({ do: name, weight }) => ({ weight, arbitrary: fc.constant(name) }))),
  // Around the dates that matter: hours, days, a month, half a year.
  days: fc.oneof(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 20, max: 40 }),
    fc.integer({ min: 150, max: 190 }),
  ),
});

/** The service was down for half a year: the notice is late, but its seven days still apply. */
const lateNotice: Step[] = (
  ['idle', 'runTimer', 'sendMail', 'idle', 'runTimer', 'signIn'] as const
).map((name, index) => ({ do: name, days: index === 0 ? 190 : 5 }));

/** What really happened, recorded independently of the service. */
type Known = {
  userId: string;
  email: string;
  activeAt: number;
  noticedAt: number | undefined;
  outAt: number | undefined;
  /** When a review ended without a confirmation that is still missing. */
  unconfirmedAt: number | undefined;
};

/** The end of the day in Helsinki after the duration: the rule implemented a second time. */
function endOfDay(at: number, duration: Temporal.DurationLike): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .add(duration)
    .toPlainDate();
  return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Six months after the last activity, or thirty days after a review without a confirmation. */
function dueOf({ activeAt, unconfirmedAt }: Known): number {
  const idle = endOfDay(activeAt, { months: 6 });
  if (unconfirmedAt === undefined) return idle;
  return Math.min(idle, endOfDay(unconfirmedAt, { days: 29 }));
}

function lapseOf(known: Known): number {
  if (known.noticedAt === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(dueOf(known), endOfDay(known.noticedAt, { days: 7 }));
}

/** @returns whether it succeeded; a refusal is a valid response, anything else fails the test */
async function tried(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const rowOf = async (userId: string) => {
  const account = await loadAccount(service.deps.store, userId);
  if (!account) throw new Error('the account is gone');
  return account;
};

async function act(known: Known, { do: name, days }: Step): Promise<void> {
  const { deps, clock } = service;
  if (name === 'idle') clock.advance({ days, minutes: 7 });
  const now = clock.now();
  const out = known.outAt !== undefined || now >= lapseOf(known);
  if (name === 'signIn') {
    const request = { email: known.email, password: goodPassword, source: known.userId };
    // Promise: everybody can sign in until the date and nobody after it, even if no timer ran.
    expect(await tried(() => signIn(deps, request, clock.iso))).toBe(!out);
    if (!out) sawActivity(known, now);
  }
  if (name === 'unconfirm') await judge(known, false);
  if (name === 'confirm') await judge(known, true);
  if (name === 'keep') await keep(known, out);
  if (name === 'deactivate') {
    const loaded = await rowOf(known.userId);
    const request = { loaded, actorId: adminId, actorRole: 'admin' } as const;
    const ifMatch = loaded.row.revision;
    expect(await tried(() => deactivate(deps, { ...request, ifMatch }, clock.iso))).toBe(!out);
    if (!out) known.outAt = now;
  }
  if (name === 'restore') await bringBack(known);
  if (name === 'runTimer') await runTimer(known);
  if (name === 'sendMail') {
    const before = (await rowOf(known.userId)).row.firstNoticeAt;
    await service.drainMail();
    const after = (await rowOf(known.userId)).row.firstNoticeAt;
    if (!before && after) known.noticedAt = now;
  }
}

/** Activity does not clear the notice of a person whom a review has not confirmed. */
function sawActivity(known: Known, now: number): void {
  known.activeAt = now;
  if (known.unconfirmedAt === undefined) known.noticedAt = undefined;
}

/** A review ends without an answer about the person, or with a confirmation. */
async function judge(known: Known, confirmed: boolean): Promise<void> {
  const { deps, clock } = service;
  const loaded = await rowOf(known.userId);
  const out = known.outAt !== undefined || clock.now() >= lapseOf(known);
  if (out || loaded.row.deactivatedAt || (known.unconfirmedAt === undefined) === confirmed) return;
  const acting = { actorId: adminId, now: clock.iso };
  const effects = { project: true };
  await changeAccount(deps, loaded, acting, (account) => {
    if (!account) throw new Error('the account is gone');
    const confirmedUntil = new Date(endOfDay(clock.now(), { months: 12 })).toISOString();
    const known = { ...noLongerUnconfirmed(account.row), confirmedUntil };
    return confirmed
      ? { kind: 'employment_confirmed', row: known, effects }
      : { kind: 'employment_unconfirmed', row: unconfirmed(account.row, clock.iso), effects };
  });
  Object.assign(known, {
    noticedAt: undefined,
    unconfirmedAt: confirmed ? undefined : clock.now(),
  });
}

async function keep(known: Known, out: boolean): Promise<void> {
  const notice = service.mailbox
    .messages(known.email)
    .find(({ text }) => /\/keep#/.test(text ?? ''));
  const token = /\/keep#(\S+)/.exec(notice?.text ?? '')?.[1];
  if (!token) return;
  const kept = await tried(() => keepAlive(service.deps, token, service.clock.iso));
  if (kept) {
    expect(out).toBe(false);
    Object.assign(known, {
      activeAt: service.clock.now(),
      noticedAt: undefined,
      unconfirmedAt: undefined,
    });
  }
}

async function bringBack(known: Known): Promise<void> {
  const { deps, clock } = service;
  const loaded = await rowOf(known.userId);
  const request = { loaded, actorId: adminId, ifMatch: loaded.row.revision };
  const restored = await tried(() => restore(deps, request, clock.iso));
  // Promise: a person deactivated by a timer can be restored until day 30, and not later.
  const open = known.outAt !== undefined && clock.now() < endOfDay(known.outAt, { days: 30 });
  if (known.outAt !== undefined) expect(restored).toBe(open);
  if (restored)
    Object.assign(known, {
      ...{ activeAt: clock.now(), noticedAt: undefined },
      ...{ outAt: undefined, unconfirmedAt: undefined },
    });
}

async function runTimer(known: Known): Promise<void> {
  const { clock } = service;
  await service.runTimer('lifecycle');
  const once = await rowOf(known.userId);
  await service.runTimer('lifecycle');
  const twice = await rowOf(known.userId);
  // Promise: running a timer twice equals running it once.
  expect(twice.row).toEqual(once.row);
  if (once.row.erasedAt && known.outAt !== undefined) {
    // Promise: nobody is erased before day 30.
    expect(clock.now()).toBeGreaterThanOrEqual(endOfDay(known.outAt, { days: 30 }));
    expect(once.person).toBeUndefined();
  } else if (once.row.deactivatedAt && known.outAt === undefined) {
    // Promise: nobody active is deactivated, nor anybody without a notice that is 7 days old.
    const unconfirmedFirst = dueOf(known) < dueOf({ ...known, unconfirmedAt: undefined });
    expect(once.row.deactivatedBecause).toBe(unconfirmedFirst ? 'unconfirmed' : 'inactivity');
    expect(clock.now()).toBeGreaterThanOrEqual(dueOf(known));
    expect(clock.now() - (known.noticedAt ?? clock.now())).toBeGreaterThanOrEqual(7 * dayMs);
    known.outAt = Date.parse(once.row.deactivatedAt);
  }
}

test('random histories: nobody lapses without notice, signs in too late, or is erased too early', async () => {
  const { deps, clock } = service;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (history) => {
      const person = await settle(deps, clock.iso, { organizationId, passwordHash });
      const known: Known = {
        ...person,
        activeAt: clock.now(),
        noticedAt: undefined,
        outAt: undefined,
        unconfirmedAt: undefined,
      };
      for (const one of history) await act(known, one);
      // Leaves no open account for the next history.
      clock.advance({ days: 300 });
      for (let run = 0; run < 5; run++) {
        await service.runTimer('lifecycle');
        await service.drainMail();
        clock.advance({ days: 45 });
      }
      const end = await rowOf(known.userId);
      expect(end.row.erasedAt).toBeDefined();
      expect(end.person).toBeUndefined();
    }),
    { numRuns: histories, examples: [[lateNotice]], ...inDepth({ seed: usualSeed }, {}) },
  );
  // Promise: the last administrator never lapses, however long they are inactive.
  const body = { email: firstAdministrator, password: goodPassword };
  await service.client().signIn({ body });
}, 360_000);
