/** After the right password: what the person's second factors can be asked for. */
import { proofsOf } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import { type FactorMethod, factorKinds, type SecondStep } from '../policy/factor-kinds.ts';
import type { Account } from '../store/accounts.ts';
import { requestOptions } from './passkey.ts';
import { codesLeft } from './recovery-codes.ts';
import { makeTicket, ticketSeconds } from './ticket.ts';

/** @param passwordHash to be stored when the sign-in is completed: anew where the cost has changed */
export async function secondStepFor(
  deps: Pick<Deps, 'keyring' | 'settings'>,
  account: Account,
  { former, passwordHash }: { former: string; passwordHash: string },
  now: string,
): Promise<SecondStep> {
  const keys = await deps.keyring.load(now);
  const { userId, factors, recovery } = account;
  const carried = { userId, proofs: proofsOf(account), former, passwordHash };
  const ticket = makeTicket(keys, 'second_step', carried, now);
  const kinds = new Set(factors.map(({ kind }) => kind));
  const methods: FactorMethod[] = factorKinds.filter((kind) => kinds.has(kind));
  if (codesLeft(recovery) > 0) methods.push('recovery_code');
  const passkey = methods.includes('passkey') && (await requestOptions(deps, factors, ticket));
  return {
    ticket,
    expiresInSeconds: ticketSeconds('second_step'),
    methods,
    ...(passkey && { passkey }),
  };
}
