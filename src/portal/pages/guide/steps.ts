/** What a step of the guide can say; each names a page or a text by its key, never by a copy. */
import type { Language, Translated } from '../../../policy/languages.ts';
import type { Page } from '../../page.ts';

/** The text of a button, link or field in one language. */
export type Said = (language: Language) => string;

export type Step =
  | { do: 'open'; page: Page }
  /** Of several texts, one applies. */
  | { do: 'choose' | 'fill'; said: readonly Said[] }
  /** Finds a person with the search at the top of every page. */
  | { do: 'find' };

export type Task = { title: Translated; steps: readonly Step[] };

export const open = (page: Page): Step => ({ do: 'open', page });
export const choose = (...said: readonly Said[]): Step => ({ do: 'choose', said });
export const fill = (...said: readonly Said[]): Step => ({ do: 'fill', said });
export const find: Step = { do: 'find' };
