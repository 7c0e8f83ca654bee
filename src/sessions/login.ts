/**
 * Signs in with seven storage requests, four of them sequential.
 * - Unknown, invited, deactivated and erased addresses get the same response after the same work.
 * - The attempt is counted before the password is checked; a correct password clears it.
 * - The journal row is written in parallel; repair settles it later.
 */

import type { Deps } from '../deps.ts';
import { secondStepFor } from '../factors/ask.ts';
import type { LogOnlyKind } from '../policy/event-names.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount, type Session } from '../store/accounts.ts';
import {
  accountAllowance,
  assertBelow,
  countAttempt,
  orTakeBack,
  readDayCounter,
  takeBack,
} from '../store/attempts.ts';
import { commit, prepare } from '../store/change.ts';
import { orLeaveToRepair, runEffects } from '../store/effects.ts';
import { newEvent } from '../store/event-id.ts';
import { openEntry, putEntry, settleEntry } from '../store/journal.ts';
import type { Keys } from '../store/keyring.ts';
import { findLogin } from '../store/logins.ts';
import type { JournalRow } from '../store/rows/event.ts';
import { accountCounter } from '../store/throttle.ts';
import { checkPassword, needsRehash, storedHash } from './check-password.ts';
import { canSignIn, sessionStarted } from './enter.ts';
import { hashPassword } from './password.ts';
import { mustReplace, replacementToken } from './replace-password.ts';
import { newSession, signInMethods } from './session.ts';
import {
  countAtSource,
  countPair,
  openCounter,
  passSource,
  rememberSource,
  type SourcePass,
} from './sources.ts';

type Request = { email: string; password: string; source: string };

/** Stands in journal rows for an address without an account. */
const nobody = 'nobody';

/**
 * @throws Refusal sign_in_failed, second_factor_required, new_password_required, too_many_attempts,
 *   busy
 */
export async function signIn(
  deps: Deps,
  request: Request,
  now: string,
): Promise<{ account: Account; session: Session }> {
  // A caller who must retry must not have used up an attempt.
  const keys = await deps.keyring.load(now);
  const hashedFor = { account: keys.emailHash(request.email), source: request.source };
  deps.hasher.assertRoom(hashedFor);
  const { account, pass, at, count, who } = await gate(deps, keys, request, now);
  const stored = account && storedHash(account, now);
  const usable = account && canSignIn(deps, account, stored, now) ? account : undefined;
  const session = newSession(now, signInMethods.password);
  const entry = entryOf(usable, newEvent(deps));
  const [counted, opened] = await Promise.allSettled([count(), openEntry(deps.store, entry)]);
  if (opened.status === 'rejected') throw opened.reason;
  if (counted.status === 'rejected') {
    // Others used up the limit at the same moment: the password is not checked at all.
    await settleAs(deps, entry, 'sign_in_failed');
    throw counted.reason;
  }
  const given = { password: request.password, who: hashedFor };
  const check = checkPassword(deps, keys, usable, given, now);
  const matches = await orTakeBack(deps.store, at, check, now);
  if (!usable || !stored || !matches) {
    await recordFailure(deps, entry, pass, now);
    throw new Refusal('sign_in_failed');
  }
  const goOn = (kind: LogOnlyKind) =>
    Promise.all([settleAs(deps, entry, kind), takeBack(deps.store, at, now)]);
  if (await mustReplace(usable, request.password)) {
    await goOn('new_password_asked');
    const resetToken = await replacementToken(deps, usable, now);
    throw new Refusal('new_password_required', { resetToken });
  }
  const passwordHash = needsRehash(usable, deps.settings.HASH_COST)
    ? await hashPassword(deps, request.password, hashedFor, now)
    : stored;
  if (usable.factors.length > 0) {
    const asked = { former: stored, passwordHash };
    await goOn('second_factor_asked');
    const secondFactor = await secondStepFor(deps, usable, asked, now);
    throw new Refusal('second_factor_required', { secondFactor });
  }
  const entrance = { session, passwordHash, former: stored };
  const [entered] = await Promise.all([
    enter(deps, usable, entrance, entry, now),
    rememberSource(deps.store, keys, who, now),
    // A separate counter is not part of the account, so clearing the account does not reset it.
    at.table === 'throttle' && takeBack(deps.store, at, now),
  ]);
  return entered;
}

/** Finds the account and its attempts, in the same way whether or not the account exists. */
async function gate(deps: Deps, keys: Keys, { email, source }: Request, now: string) {
  const emailHash = keys.emailHash(email);
  const who = { emailHash, source };
  const [userId, pass] = await Promise.all([
    findLogin(deps.store, emailHash),
    passSource(deps.store, keys, who, now),
  ]);
  const account = userId ? await loadAccount(deps.store, userId) : undefined;
  const all = userId
    ? { at: accountCounter(userId), attempts: account?.attempts }
    : await readDayCounter(deps.store, emailHash, now);
  const { at, attempts } = await openCounter(deps.store, keys, all, who, now);
  assertBelow(attempts, accountAllowance, now);
  const count = () =>
    Promise.all([
      countAttempt(deps.store, at, attempts, accountAllowance, now),
      countPair(deps.store, pass, now),
    ]);
  return { account, pass, at, count, who };
}

type SessionStart = { session: Session; passwordHash: string; former: string };

async function enter(
  deps: Deps,
  loaded: Account,
  entrance: SessionStart,
  first: JournalRow,
  now: string,
): Promise<{ account: Account; session: Session }> {
  const { session } = entrance;
  const { userId } = loaded;
  const decide = (account: Account | undefined) => {
    if (!account || !canSignIn(deps, account, entrance.former, now))
      throw new Refusal('sign_in_failed');
    return sessionStarted(account, entrance, now);
  };
  let account: Account | undefined = loaded;
  let entry = first;
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const acting = { actorId: userId, now, event: entry };
    const plan = await prepare(deps, account, acting, decide);
    const { effects } = plan.entry;
    // Ending an older session has effects that repair must know before it happens.
    if (effects?.logouts) await putEntry(deps.store, plan.entry);
    if (await commit(deps, plan)) {
      if (effects?.logouts)
        await orLeaveToRepair(deps.log, plan.eventId, () =>
          runEffects(
            { store: deps.store, keys: plan.keys },
            { ...plan.entry, userId, effects },
            plan.after,
            loaded ?? 'none',
          ),
        );
      return { account: plan.after, session };
    }
    await settleEntry(deps.store, entry, 'void');
    account = await loadAccount(deps.store, userId);
    if (!account || !canSignIn(deps, account, entrance.former, now)) break;
    // A new one for each try: repair may have cancelled the former one.
    entry = { ...first, ...newEvent(deps) };
    await openEntry(deps.store, entry);
  }
  throw new Refusal('sign_in_failed');
}

function entryOf(
  account: Account | undefined,
  { eventId, at }: ReturnType<typeof newEvent>,
): JournalRow {
  const userId = account?.userId ?? nobody;
  return {
    eventId,
    kind: account ? 'signed_in' : 'sign_in_failed',
    at,
    actorId: userId,
    organizationId: account?.row.organizationId ?? nobody,
    data: {},
    subjectKind: 'user',
    subjectId: userId,
    state: account ? 'pending' : 'done',
    ...(account && { effects: { project: true } }),
  };
}

async function recordFailure(
  deps: Deps,
  entry: JournalRow,
  pass: SourcePass,
  now: string,
): Promise<void> {
  deps.log('sign_in_failed', { eventId: entry.eventId });
  const counting = countAtSource(deps.store, pass, now);
  await Promise.all([settleAs(deps, entry, 'sign_in_failed'), counting]);
}

/** Nobody signed in: what the row announced did not happen. */
const settleAs = (deps: Deps, entry: JournalRow, kind: LogOnlyKind) =>
  settleEntry(deps.store, { ...entry, kind }, 'done');
