/**
 * Proofs of a second factor. A proof is checked against the account at the moment the sign-in takes
 * effect, so that a code used twice at the same moment is accepted only once.
 */
import type { Deps } from '../deps.ts';
import type { FactorMethod } from '../policy/factor-kinds.ts';
import type { PasskeyAnswer } from '../policy/passkey-input.ts';
import type { ProblemCode } from '../policy/problems.ts';
import type { Account, Factor } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import { counterOfAnswer } from './passkey.ts';
import { withoutCode } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

export type Proof = {
  method: FactorMethod;
  /** The error when the proof is invalid. */
  refusal: ProblemCode;
  /** @returns the changes that using it makes, or undefined when it is invalid */
  use(account: Account): Pick<Decision, 'factors' | 'recovery'> | undefined;
};

export const sealName = (userId: string, factorId: string): string => `totp ${userId} ${factorId}`;

export function codeProof(keys: Keys, code: string, now: string): Proof {
  return {
    method: 'totp',
    refusal: 'wrong_code',
    use({ userId, factors }) {
      for (const factor of factors) {
        if (factor.kind !== 'totp' || !factor.sealed) continue;
        const secret = keys.unseal(factor.sealed, sealName(userId, factor.id));
        const step = stepOfCode(secret, code, now, factor.step);
        if (step !== undefined) return { factors: replaced(factors, { ...factor, step }, now) };
      }
      return undefined;
    },
  };
}

export function recoveryProof(keys: Keys, typed: string): Proof {
  return {
    method: 'recovery_code',
    refusal: 'wrong_code',
    use({ userId, recovery }) {
      const left = withoutCode(keys, userId, recovery, typed);
      return left && { recovery: left };
    },
  };
}

/** @param ticket the challenge that the passkey had to sign, issued at `ticketAt` */
export async function passkeyProof(
  deps: Pick<Deps, 'settings'>,
  loaded: Account,
  answer: PasskeyAnswer,
  { ticket, ticketAt }: { ticket: string; ticketAt: string },
  now: string,
): Promise<Proof> {
  const byId = ({ credentialId }: Factor) => credentialId === answer.id;
  const counter = await counterOfAnswer(deps, loaded.factors.find(byId), answer, ticket);
  return {
    method: 'passkey',
    refusal: 'wrong_passkey',
    use({ factors }) {
      const factor = factors.find(byId);
      const taken = factor?.ticketAt !== undefined && ticketAt <= factor.ticketAt;
      if (!factor || counter === undefined || taken) return undefined;
      return { factors: replaced(factors, { ...factor, counter, ticketAt }, now) };
    },
  };
}

function replaced(factors: readonly Factor[], used: Factor, now: string): Factor[] {
  return factors.map((factor) => (factor.id === used.id ? { ...used, usedAt: now } : factor));
}
