/**
 * A person's own second factors: an authenticator app or a passkey is added once it has shown that
 * it works, after the password was given again. The first one brings recovery codes along.
 */
import { randomUUID } from 'node:crypto';
import { requirePerson } from '../accounts/account.ts';
import { assertNoNewerProof, proofsOf } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { NewPasskey } from '../policy/passkey-input.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account, Factor } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { factorsChanged } from './changed.ts';
import { creationOptions, readNewPasskey } from './passkey.ts';
import { sealName } from './prove.ts';
import { newRecovery, recoveryCodes } from './recovery-codes.ts';
import { makeTicket, openTicket, type TicketName, wasUsed, withUsed } from './ticket.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

type Own = { loaded: Account; sessionId: string };
type Added = { factorId: string; recoveryCodes?: string[] };

export async function beginTotp(deps: Deps, loaded: Account, now: string) {
  const keys = await deps.keyring.load(now);
  const { userId, person } = requirePerson(loaded);
  const secret = newTotpSecret();
  const carried = { userId, proofs: proofsOf(loaded), factorId: randomUUID(), secret };
  const ticket = makeTicket(keys, 'totp_set_up', carried, now);
  return { ticket, secret, uri: totpUri(secret, person) };
}

/** @throws Refusal ticket_invalid, wrong_code, too_many_factors */
export async function addTotp(
  deps: Deps,
  own: Own,
  { ticket, code, name }: { ticket: string; code: string; name: string },
  now: string,
): Promise<Added> {
  const keys = await deps.keyring.load(now);
  const opened = openTicket(keys, 'totp_set_up', ticket, now);
  const { userId, factorId, secret, proofs } = opened;
  if (userId !== own.loaded.userId) throw new Refusal('ticket_invalid');
  const step = stepOfCode(secret, code, now, undefined);
  if (step === undefined) throw new Refusal('wrong_code');
  const sealed = keys.seal(secret, sealName(userId, factorId));
  const factor = { id: factorId, kind: 'totp', name, createdAt: now, sealed, step } as const;
  return add(deps, own, { factor, proofs, ticket: opened.ticket }, now);
}

export async function beginPasskey(deps: Deps, loaded: Account, now: string) {
  const account = requirePerson(loaded);
  const keys = await deps.keyring.load(now);
  const { userId } = account;
  const carried = { userId, proofs: proofsOf(account), factorId: randomUUID() };
  const ticket = makeTicket(keys, 'passkey_set_up', carried, now);
  return { ticket, passkey: { ...(await creationOptions(deps, account, ticket)) } };
}

/** @throws Refusal ticket_invalid, wrong_passkey, too_many_factors */
export async function addPasskey(
  deps: Deps,
  own: Own,
  { ticket, passkey, name }: { ticket: string; passkey: NewPasskey; name: string },
  now: string,
): Promise<Added> {
  const keys = await deps.keyring.load(now);
  const opened = openTicket(keys, 'passkey_set_up', ticket, now);
  const { userId, factorId, proofs } = opened;
  if (userId !== own.loaded.userId) throw new Refusal('ticket_invalid');
  const read = await readNewPasskey(deps, passkey, ticket);
  if (!read) throw new Refusal('wrong_passkey');
  const factor = { id: factorId, kind: 'passkey', name, createdAt: now, ...read } as const;
  return add(deps, own, { factor, proofs, ticket: opened.ticket }, now);
}

/**
 * Asked again with the same ticket, it answers the same and changes nothing; once the factor has
 * been removed, the ticket does not bring it back.
 */
async function add(
  deps: Deps,
  own: Own,
  { factor, proofs, ticket }: { factor: Factor; proofs: number; ticket: TicketName },
  now: string,
): Promise<Added> {
  const { loaded, sessionId } = own;
  const { userId } = loaded;
  const here = ({ factors }: Account) => factors.some(({ id }) => id === factor.id);
  const account = here(loaded)
    ? loaded
    : await changeAccount(deps, loaded, { actorId: userId, now }, (current) => {
        const known = requirePerson(current);
        if (here(known)) throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
        if (proofsOf(known) !== proofs || wasUsed(known.row, ticket))
          throw new Refusal('ticket_invalid');
        if (known.factors.length >= limit.factorsPerPersonMax)
          throw new Refusal('too_many_factors');
        const decision = factorsChanged(
          known,
          'second_factor_added',
          { sessionId, now },
          {
            factors: [...known.factors, factor],
            recovery: known.recovery ?? newRecovery(factor.id, now),
            data: { factor: factor.kind },
          },
        );
        return { ...decision, row: { ...decision.row, ...withUsed(known.row, ticket, now) } };
      });
  const first = account.recovery?.setId === factor.id;
  const keys = await deps.keyring.load(now);
  return {
    factorId: factor.id,
    ...(first && { recoveryCodes: recoveryCodes(keys, userId, factor.id) }),
  };
}

/** With the last one the recovery codes go too. @throws Refusal not_found */
export async function removeFactor(
  deps: Deps,
  { loaded, sessionId }: Own,
  factorId: string,
  now: string,
): Promise<void> {
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    const removed = account.factors.find(({ id }) => id === factorId);
    if (!removed) throw new Refusal('not_found');
    const factors = account.factors.filter(({ id }) => id !== factorId);
    return factorsChanged(
      account,
      'second_factor_removed',
      { sessionId, now },
      {
        factors,
        ...(factors.length === 0 && { recovery: null }),
        data: { factor: removed.kind },
      },
    );
  });
}

/** @returns new codes; the former ones are worth nothing @throws Refusal no_second_factor */
export async function renewRecoveryCodes(
  deps: Deps,
  { loaded, sessionId }: Own,
  now: string,
): Promise<string[]> {
  const keys = await deps.keyring.load(now);
  const { userId } = loaded;
  const setId = randomUUID();
  await changeAccount(deps, loaded, { actorId: userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    if (account.factors.length === 0) throw new Refusal('no_second_factor');
    const recovery = newRecovery(setId, now);
    return factorsChanged(account, 'recovery_codes_renewed', { sessionId, now }, { recovery });
  });
  return recoveryCodes(keys, userId, setId);
}
