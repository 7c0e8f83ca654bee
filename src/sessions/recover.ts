/** Forgotten and changed passwords; a correct reset link always works, whoever guesses meanwhile. */

import { decodeTime, ulid } from 'ulid';
import { z } from 'zod';
import { mail, requirePerson, revised } from '../accounts/account.ts';
import { newLink, openLink, withLink } from '../accounts/link.ts';
import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { minuteMs, utcDayOf } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import { findLogin } from '../store/logins.ts';
import { sendToQueue } from '../store/queues.ts';
import { dayCounter, readAttempts } from '../store/throttle.ts';
import { countAttempt, takeBack } from './attempts.ts';
import { assertGoodPassword, hashPassword, passwordMatches } from './password.ts';
import { countOwnAttempt, rememberSource } from './sources.ts';

/** In the queue this stands for a request to reset, by keyed hash of the address. */
const resetRequested = 'reset_requested';

/** The queue message of such a request. */
export const resetRequest = z.strictObject({
  userId: z.string().regex(/^[0-9a-f]{64}$/),
  eventId: z.ulid(),
  template: z.literal(resetRequested),
});

/** Only files the request, the same for every address; the queue does what differs. */
export async function forgotPassword(deps: Deps, email: string, now: string): Promise<void> {
  const keys = await deps.keyring.load(now);
  const message = { userId: keys.emailHash(email), eventId: ulid(Date.parse(now)) };
  await sendToQueue(deps.store, 'mail-now', { ...message, template: resetRequested });
}

/**
 * One mail a request, however often the queue brings it: a link made since then serves it.
 * @param request from the queue; an address that cannot sign in gets no mail
 */
export async function sendResetLink(
  deps: Deps,
  { userId: emailHash, eventId }: z.output<typeof resetRequest>,
  now: string,
): Promise<void> {
  const userId = await findLogin(deps.store, emailHash);
  const account = userId ? await loadAccount(deps.store, userId) : undefined;
  if (!account || evaluateLifecycle(account.row, deps.policy, now).status !== 'active') return;
  const keys = await deps.keyring.load(now);
  const counter = dayCounter(keys.sourceHash(`reset ${account.userId}`, utcDayOf(now)), now);
  const sent = await readAttempts(deps.store, counter);
  const many = (sent?.today ?? 0) >= limit.resetMailsPerDay;
  const asked = { at: decodeTime(eventId), many };
  if (isServed(account, asked, now)) return;
  await countAttempt(deps.store, counter, sent, {}, now);
  try {
    await makeResetLink(deps, keys, account, asked, now);
  } catch (error) {
    // Of requests at the same moment one is served; the others are needless then.
    if (!(error instanceof Refusal) || error.code !== 'no_request') throw error;
  }
}

type Asked = { at: number; many: boolean };

/** By a link made since then, or, for who asks too often, by any that still works. */
function isServed({ links }: Account, { at, many }: Asked, now: string): boolean {
  const link = links.find(({ purpose }) => purpose === 'password_reset');
  if (!link) return false;
  return Date.parse(link.createdAt) >= at || (many && link.expiresAt > now);
}

async function makeResetLink(deps: Deps, keys: Keys, loaded: Account, asked: Asked, now: string) {
  const { userId } = loaded;
  await changeAccount(deps, {
    userId,
    actorId: userId,
    now,
    loaded,
    decide(current) {
      const account = requirePerson(current);
      if (isServed(account, asked, now)) throw new Refusal('no_request');
      const life = limit.resetLinkMinutes * minuteMs;
      return {
        kind: 'password_reset_requested',
        row: account.row,
        links: withLink(account.links, newLink(keys, userId, 'password_reset', now, life)),
        effects: { mails: [mail('password_reset', 'now')] },
      };
    },
  });
}

/** Ends all sessions, forgets guesses, and lets its source in from now on. @throws Refusal link_invalid, weak_password */
export async function resetPassword(
  deps: Deps,
  { token, password, source }: { token: string; password: string; source: string },
  now: string,
): Promise<void> {
  const { account, link } = await openLink(deps, token, ['password_reset'], now);
  if (evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
    throw new Refusal('link_invalid');
  await assertGoodPassword(password, requirePerson(account).person, 'body.password');
  const passwordHash = await hashPassword(deps, password, now);
  await changeAccount(deps, {
    userId: account.userId,
    actorId: account.userId,
    now,
    loaded: account,
    decide(current) {
      const stands = current?.links.some((kept) => kept.id === link.id);
      if (!current?.person || !stands) throw new Refusal('link_invalid');
      return passwordChange(current, passwordHash, 'password_reset', [], now);
    },
  });
  const keys = await deps.keyring.load(now);
  const emailHash = keys.emailHash(requirePerson(account).person.email);
  await rememberSource(deps.store, keys, { emailHash, source }, now);
}

/** Keeps this session, ends the others. @throws Refusal wrong_password, weak_password */
export async function changePassword(
  deps: Deps,
  request: {
    loaded: Account;
    sessionId: string;
    currentPassword: string;
    newPassword: string;
    source: string;
  },
  now: string,
): Promise<void> {
  const { loaded, sessionId, currentPassword, newPassword, source } = request;
  await assertOwnPassword(deps, loaded, currentPassword, source, now);
  await assertGoodPassword(newPassword, requirePerson(loaded).person, 'body.newPassword');
  const passwordHash = await hashPassword(deps, newPassword, now);
  const { userId } = loaded;
  await changeAccount(deps, {
    userId,
    actorId: userId,
    now,
    loaded,
    decide(current) {
      const account = requirePerson(current);
      if (account.row.passwordHash !== loaded.row.passwordHash) throw new Refusal('wrong_password');
      return passwordChange(account, passwordHash, 'password_changed', [sessionId], now);
    },
  });
}

/** One limit for every path that takes a password; a right one uses up nothing. @throws Refusal wrong_password */
export async function assertOwnPassword(
  deps: Deps,
  account: Account,
  password: string,
  source: string,
  now: string,
): Promise<void> {
  const counted = await countOwnAttempt(deps, requirePerson(account), source, now);
  const hash = account.row.passwordHash;
  if (!hash || !(await passwordMatches(deps, password, hash, now)))
    throw new Refusal('wrong_password');
  await takeBack(deps.store, counted, now);
}

function passwordChange(
  account: Account,
  passwordHash: string,
  kind: EventKindOf<'user'>,
  keptSessions: readonly string[],
  now: string,
) {
  return {
    kind,
    row: revised(account.row, { passwordHash }),
    sessions: account.sessions.filter((session) => keptSessions.includes(session.id)),
    links: account.links.filter((link) => link.purpose !== 'password_reset'),
    attempts: { count: 0, since: now },
    effects: { project: true, mails: [mail('password_changed', 'now')] },
  };
}
