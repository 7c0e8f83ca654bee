/** Completes a sign-in: with a second factor after the password, or with a passkey alone. */
import { proofsOf } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import { mailsOfChange } from '../factors/changed.ts';
import { userOfAnswer } from '../factors/passkey.ts';
import { codeProof, type Proof, passkeyProof, recoveryProof } from '../factors/prove.ts';
import { openTicket, type TicketName, wasUsed, withUsed } from '../factors/ticket.ts';
import type { PasskeyAnswer } from '../policy/passkey-input.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import { type Account, loadAccount, type Session } from '../store/accounts.ts';
import { codesAllowance, countAttempt, takeBack } from '../store/attempts.ts';
import { changeAccount } from '../store/change.ts';
import { logEvent } from '../store/log-event.ts';
import { codesCounter } from '../store/throttle.ts';
import { canSignIn, sessionStarted } from './enter.ts';
import { newSession, signInMethods } from './session.ts';
import { countWrongStep } from './wrong-steps.ts';

type SecondStepGiven = {
  ticket: string;
  code?: string | undefined;
  recoveryCode?: string | undefined;
  passkey?: PasskeyAnswer | undefined;
};

export type SignedIn = { account: Account; session: Session };

/**
 * Five storage requests, eight with an app's code: the attempt is counted before the code is
 * checked, and the count is taken back if it was correct. A ticket works once.
 * @throws Refusal ticket_invalid, wrong_code, wrong_passkey, too_many_attempts
 */
export async function completeSignIn(
  deps: Deps,
  given: SecondStepGiven,
  now: string,
): Promise<SignedIn> {
  const keys = await deps.keyring.load(now);
  const asked = openTicket(keys, 'second_step', given.ticket, now);
  const account = await loadAccount(deps.store, asked.userId);
  if (!account || !stands(deps, account, asked, now)) throw new Refusal('ticket_invalid');
  const proof = await proofOf(deps, account, given, asked.at, now);
  if (!proof.use(account)) {
    await countWrongStep(deps, account, now);
    await refuse(deps, account, proof);
  }
  const methods = signInMethods.second_step[proof.method];
  return enter(deps, account, proof, { ...asked, late: 'ticket_invalid', methods }, now);
}

/** @throws Refusal ticket_invalid, and sign_in_failed for any fault of the passkey or its owner */
export async function signInWithPasskey(
  deps: Deps,
  { ticket, passkey }: { ticket: string; passkey: PasskeyAnswer },
  now: string,
): Promise<SignedIn> {
  const keys = await deps.keyring.load(now);
  const opened = openTicket(keys, 'passkey_sign_in', ticket, now);
  const userId = userOfAnswer(passkey);
  const account = userId === undefined ? undefined : await loadAccount(deps.store, userId);
  const passwordHash = account?.row.passwordHash;
  if (!account || !passwordHash || !canSignIn(deps, account, passwordHash, now))
    throw new Refusal('sign_in_failed');
  const signed = { ticket, ticketAt: opened.at };
  const known = await passkeyProof(deps, account, passkey, signed, now);
  const proof = { ...known, refusal: 'sign_in_failed' as const };
  if (!proof.use(account)) await refuse(deps, account, proof);
  const begun = { former: passwordHash, proofs: proofsOf(account), ticket: opened.ticket };
  const methods = signInMethods.passkey;
  const stored = { ...begun, passwordHash, late: 'sign_in_failed', methods } as const;
  return enter(deps, account, proof, stored, now);
}

async function proofOf(
  deps: Deps,
  account: Account,
  { ticket, code, recoveryCode, passkey }: SecondStepGiven,
  ticketAt: string,
  now: string,
): Promise<Proof> {
  const keys = await deps.keyring.load(now);
  if (passkey) return passkeyProof(deps, account, passkey, { ticket, ticketAt }, now);
  if (recoveryCode !== undefined) return recoveryProof(keys, recoveryCode);
  const at = codesCounter(account.userId);
  await countAttempt(deps.store, at, account.codes, codesAllowance, now);
  return codeProof(keys, code ?? '', now);
}

type Begun = { former: string; proofs: number; ticket: TicketName };
type Stored = Begun & { passwordHash: string; late: ProblemCode; methods: readonly string[] };

/** @returns whether the sign-in may complete: unused, and no proof of ownership since it began */
function stands(deps: Deps, account: Account, begun: Begun, now: string): boolean {
  const { former, proofs, ticket } = begun;
  const unused = !wasUsed(account.row, ticket);
  return unused && proofsOf(account) === proofs && canSignIn(deps, account, former, now);
}

async function enter(
  deps: Deps,
  loaded: Account,
  proof: Proof,
  { passwordHash, late, methods, ...begun }: Stored,
  now: string,
): Promise<SignedIn> {
  const { userId } = loaded;
  const session = newSession(now, methods);
  const account = await changeAccount(deps, loaded, { actorId: userId, now }, (current) => {
    if (!current || !stands(deps, current, begun, now)) throw new Refusal(late);
    const used = proof.use(current);
    if (!used) throw new Refusal(proof.refusal);
    const entered = sessionStarted(current, { session, passwordHash }, now);
    const recovered = proof.method === 'recovery_code' && mailsOfChange;
    return {
      ...entered,
      ...used,
      row: { ...entered.row, ...withUsed(current.row, begun.ticket, now) },
      data: { method: proof.method },
      effects: { ...entered.effects, ...(recovered && { mails: recovered }) },
    };
  });
  if (proof.method === 'totp') await takeBack(deps.store, codesCounter(userId), now);
  return { account, session };
}

/** A wrong proof is recorded as an event. @throws Refusal */
async function refuse(deps: Deps, account: Account, proof: Proof): Promise<never> {
  const { userId, row } = account;
  const eventId = await logEvent(deps, {
    kind: 'second_factor_failed',
    actorId: userId,
    organizationId: row.organizationId,
    data: { method: proof.method },
  });
  deps.log('second_factor_failed', { eventId });
  throw new Refusal(proof.refusal);
}
