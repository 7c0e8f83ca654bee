/** An e-mail as data: what it shows, read at the moment of sending, and its words in each language. */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import type { Account } from '../store/accounts.ts';
import type { EventRow } from '../store/rows.ts';
import type { CommonData, Letter } from './letter.ts';
import type { Words } from './words.ts';

export type MailDeps = Pick<Deps, 'store' | 'keyring' | 'policy' | 'settings'>;

/** The recipient as they are now, and the event, of a person or organization, it is about. */
export type About = {
  account: Account;
  event: EventRow | undefined;
  aboutId: string;
  now: string;
};

/** @returns what the mail shows, or undefined when it has lost its point and is skipped */
export type Source<D> = (deps: MailDeps, about: About) => Promise<D | undefined>;

/**
 * No more personal data than the mail shows. Of its fields, `…At` is an ISO instant, shown with its
 * time or as its day. `…On` is the end of the last day that counts, shown as that day: an ISO
 * instant (midnight in Helsinki) or a day (`2026-12-31`).
 */
export type Template<D extends object> = {
  data: Source<D>;
  /** Absent: the person's own address. */
  to?: (about: About) => string | undefined;
} & { readonly [L in Language]: (m: D & CommonData, words: Words) => Letter };
