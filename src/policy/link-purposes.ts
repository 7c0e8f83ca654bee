/** The purposes of links in e-mails; a link opens nothing else. */

export const linkPurposes = [
  'invitation',
  'password_reset',
  'address_change',
  'keep_alive',
  'restore_request',
] as const;
/** Requested in a person's name; the service sends the other links by itself. */
export const requestedPurposes = ['password_reset', 'address_change'] as const;
export type RequestedPurpose = (typeof requestedPurposes)[number];

export type LinkPurpose = (typeof linkPurposes)[number];
