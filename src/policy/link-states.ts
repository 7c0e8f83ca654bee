/** Why a genuine link no longer opens; the holder of a wrong secret learns nothing. */
import type { LinkPurpose } from './link-purposes.ts';

export const linkStates = [
  'used',
  /** The restoration request has been filed and awaits a decision. */
  'asked',
  'expired',
  'replaced',
  /** Cancelled, or ended by a later change of the account. */
  'ended',
  'inactive',
  'erased',
  'inviter_lost',
] as const;
export type LinkState = (typeof linkStates)[number];

export type ClosedLink = { purpose: LinkPurpose; state: LinkState };

/** The API's message for the code `link_invalid`; pages show it in the person's language. */
export const linkMessages: Readonly<Record<LinkState, string>> = {
  used: 'The link has already been used. Sign in.',
  asked: 'The request has already been sent. Wait for the reply by e-mail.',
  expired: 'The link has expired. Request a new one.',
  replaced: 'A newer link has replaced this one. Use the latest e-mail.',
  ended: 'The link was cancelled, or the account has since changed. Request a new one.',
  inactive: 'The account is not active. Contact the administration.',
  erased: 'What this link was for no longer exists.',
  inviter_lost: 'The inviter can no longer invite. Ask the organization to invite you again.',
};
