/** Why a genuine link of an e-mail no longer opens; whoever holds another secret is told nothing. */
import type { LinkPurpose } from './link-purposes.ts';

export const linkStates = [
  'used',
  /** The request to restore is filed and waits for its answer. */
  'asked',
  'expired',
  'replaced',
  /** Cancelled, or ended by what happened to the account since. */
  'ended',
  'inactive',
  'erased',
  'inviter_lost',
] as const;
export type LinkState = (typeof linkStates)[number];

export type ClosedLink = { purpose: LinkPurpose; state: LinkState };

/** What the API says beside the code `link_invalid`; pages say it in the person's language. */
export const linkMessages: Readonly<Record<LinkState, string>> = {
  used: 'The link has done its work already. Sign in.',
  asked: 'The request was sent already. Wait for the answer by e-mail.',
  expired: 'The link has expired. Ask for a new one.',
  replaced: 'A newer link has replaced this one. Use the latest e-mail.',
  ended: 'The link was cancelled, or the account has changed since. Ask for a new one.',
  inactive: 'The account is not active. Ask the administration.',
  erased: 'What this link was for does not exist any more.',
  inviter_lost: 'The inviter can no longer invite. Ask the organization to invite you again.',
};
