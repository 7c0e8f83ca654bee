/**
 * Sessions: each is one row in the person's partition and ends when that row is deleted.
 * - A refresh token is `user.session.generation.secret`; the secret is a keyed hash of the rest,
 *   so storage holds no secret and a former token can be told from a guess.
 * - Each refresh raises the generation; using a former token again ends the session.
 * - A session ends after `sessionIdleHours` without use, at the latest after `sessionLifetimeDays`.
 */

import { randomUUID, timingSafeEqual } from 'node:crypto';
import { limit } from '../policy/limits.ts';
import { dayMs, hourMs, laterBy } from '../policy/time.ts';
import type { Session } from '../store/accounts.ts';
import type { Keys } from '../store/keyring.ts';

/** How a person proved their identity: `amr` values (RFC 8176). */
export const signInMethods = {
  password: ['pwd'],
  passkey: ['pop', 'mfa'],
  second_step: {
    totp: ['pwd', 'otp', 'mfa'],
    recovery_code: ['pwd', 'otp', 'mfa'],
    passkey: ['pwd', 'pop', 'mfa'],
  },
} as const;

export function newSession(now: string, methods: readonly string[]): Session {
  return {
    id: randomUUID(),
    generation: 1,
    createdAt: now,
    usedAt: now,
    expiresAt: laterBy(now, limit.sessionLifetimeDays * dayMs),
    methods: [...methods],
  };
}

/** @returns the sessions including the new one; beyond the limit the longest unused are dropped */
export function withSession(sessions: readonly Session[], added: Session, now: string): Session[] {
  const alive = sessions.filter((session) => isAlive(session, now));
  const newest = alive.sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1));
  return [...newest.slice(0, limit.sessionsPerPersonMax - 1), added];
}

export function isAlive(session: Session, now: string): boolean {
  const idleUntil = Date.parse(session.usedAt) + limit.sessionIdleHours * hourMs;
  return now < session.expiresAt && Date.parse(now) < idleUntil;
}

export function refreshToken(keys: Keys, userId: string, session: Session): string {
  const name = `${userId}.${session.id}.${session.generation}`;
  return `${name}.${keys.refreshSecret(name)}`;
}

/** @returns the contents of a genuine token, whatever became of its session; otherwise undefined */
export function readRefreshToken(keys: Keys, token: string) {
  const parts = /^([\w-]{36})\.([\w-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token);
  const [, userId = '', sessionId = '', generation = '', secret = ''] = parts ?? [];
  const expected = keys.refreshSecret(`${userId}.${sessionId}.${generation}`);
  if (!parts || !timingSafeEqual(Buffer.from(secret), Buffer.from(expected))) return undefined;
  return { userId, sessionId, generation: Number(generation) };
}
