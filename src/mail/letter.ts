/** The parts of an e-mail before layout: plain text, so that nothing in it is markup. */

/** Required by every e-mail. */
export type CommonData = {
  firstName: string;
  /** An e-mail address, phone number or page through which to reach the administration. */
  serviceContact: string;
  /** The service's own URL; every link must be below it. */
  publicUrl: string;
};

/** A label and its value, such as a role; names remain uninflected in every language. */
export type Fact = readonly [label: string, value: string];

export type Letter = {
  /** At most 78 characters (RFC 5322) and no names. */
  subject: string;
  /** The preview that inboxes show beside the subject. */
  preheader: string;
  /** What the e-mail is about and the one thing to do. */
  before: readonly string[];
  facts?: readonly Fact[];
  button?: { label: string; link: string } | undefined;
  after?: readonly string[];
  /** Why this person received this e-mail: one sentence. */
  why: string;
};

/** @returns the sentences as one paragraph */
export function paragraph(...sentences: readonly string[]): string {
  return sentences.join(' ');
}
