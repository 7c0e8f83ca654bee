/** What a link in an e-mail can be for; it opens nothing else. */

export const linkPurposes = [
  'invitation',
  'password_reset',
  'address_change',
  'keep_alive',
  'restore_request',
] as const;
export type LinkPurpose = (typeof linkPurposes)[number];
