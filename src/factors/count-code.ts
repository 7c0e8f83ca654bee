/**
 * Codes of apps are counted one by one before any is looked at: fifty at once count as fifty. Six
 * digits need a limit a day; recovery codes and passkeys need none, so the owner always gets in.
 */
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account, Attempts } from '../store/accounts.ts';
import { codesKey } from '../store/keys-of.ts';
import { attemptsRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Conflict, getRow, write } from '../store/tables.ts';

const dayMs = 86_400_000;

/** One storage request when nobody else counts at the same moment. @throws Refusal too_many_attempts */
export async function countCode(store: Store, account: Account, now: string): Promise<void> {
  const key = codesKey(account.userId);
  const table = await store.table('accounts');
  let known: Attempts | undefined = account.codes;
  for (let tries = 0; tries <= limit.wrongCodesPerDay; tries++) {
    const count = countToday(known, now);
    if (count >= limit.wrongCodesPerDay) break;
    const row = { count: count + 1, since: now };
    const part = known?.etag
      ? { do: 'put' as const, key, row, etag: known.etag }
      : { do: 'insert' as const, key, row };
    try {
      await write(table, [part]);
      return;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      known = await getRow(table, attemptsRow, key);
    }
  }
  throw new Refusal('too_many_attempts', { retryAfterSeconds: secondsUntilTomorrow(now) });
}

function countToday(known: Attempts | undefined, now: string): number {
  return known && dayOf(known.since) === dayOf(now) ? known.count : 0;
}

function secondsUntilTomorrow(now: string): number {
  let later = Date.parse(now);
  const hourMs = 3_600_000;
  while (dayOf(new Date(later).toISOString()) === dayOf(now)) later += hourMs;
  return Math.ceil(Math.min(later - Date.parse(now), dayMs) / 1_000);
}
