/** What people see of their own second factors: no secret, no key. */
import type { Account, Factor } from '../store/accounts.ts';
import { codesLeft } from './recovery-codes.ts';

/** @returns an empty list for a kind that only a newer release can show */
export function factorView({ id, kind, name, createdAt, usedAt }: Factor) {
  return kind === 'other' ? [] : [{ factorId: id, kind, name, createdAt, usedAt }];
}

export function factorsOf({ factors, recovery }: Account) {
  const inOrder = [...factors].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return { items: inOrder.flatMap(factorView), recoveryCodesLeft: codesLeft(recovery) };
}
