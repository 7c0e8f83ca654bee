/** The parts of a mail before it is laid out: plain text, so that nothing in it is markup. */

/** Needed by every mail. */
export type CommonData = {
  firstName: string;
  /** An address, a phone number or a page: where people reach the administration. */
  serviceContact: string;
  /** The service's own address; every link must lie under it. */
  publicUrl: string;
};

/** A label with its value, such as a role: names stay uninflected in every language. */
export type Fact = readonly [label: string, value: string];

export type Letter = {
  /** At most 78 characters (RFC 5322) and no names. */
  subject: string;
  /** The line that inboxes show beside the subject. */
  preheader: string;
  /** What the mail is about and the one thing to do. */
  before: readonly string[];
  facts?: readonly Fact[];
  button?: { label: string; link: string } | undefined;
  after?: readonly string[];
  /** Why this person got this mail: one sentence. */
  why: string;
};

/** @returns the sentences as one paragraph */
export function paragraph(...sentences: readonly string[]): string {
  return sentences.join(' ');
}
