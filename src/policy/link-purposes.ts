/** What a link in an e-mail can be for; it opens nothing else. */

export const linkPurposes = [
  'invitation',
  'password_reset',
  'address_change',
  'keep_alive',
  'restore_request',
] as const;
/** What somebody asks for in a person's name; the other links are the service's own. */
export const requestedPurposes = ['password_reset', 'address_change'] as const;
export type RequestedPurpose = (typeof requestedPurposes)[number];

export type LinkPurpose = (typeof linkPurposes)[number];
