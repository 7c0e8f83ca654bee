/** An e-mail as data: its content, read when it is sent, and its wording in each language. */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import type { Account } from '../store/accounts.ts';
import type { EventRow } from '../store/rows/event.ts';
import type { CommonData, Letter } from './letter.ts';
import type { Words } from './words.ts';

export type MailDeps = Pick<Deps, 'store' | 'keyring' | 'policy' | 'settings'>;

/** The recipient as of now, and the event, of a person or organization, that it is about. */
export type About = {
  account: Account;
  event: EventRow | undefined;
  aboutId: string;
  now: string;
};

/** @returns the e-mail's content, or undefined when it is no longer relevant and is skipped */
export type Source<D> = (deps: MailDeps, about: About) => Promise<D | undefined>;

/**
 * No more personal data than the e-mail shows. A field `…At` is an ISO instant, shown with its time
 * or as its day. A field `…On` is the end of the last day that counts, shown as that day: an ISO
 * instant (midnight in Helsinki) or a day (`2026-12-31`).
 */
export type Template<D extends object> = {
  data: Source<D>;
  /** Absent: the person's own address. */
  to?: (about: About) => string | undefined;
} & { readonly [L in Language]: (m: D & CommonData, words: Words) => Letter };
