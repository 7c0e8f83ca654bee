/** What each language calls the languages of the service. */
import type { Language } from './languages.ts';

type Words = Readonly<Record<Language, string>>;

export const languageWords: Readonly<Record<Language, Words>> = {
  fi: { fi: 'suomi', sv: 'ruotsi', en: 'englanti' },
  sv: { fi: 'finska', sv: 'svenska', en: 'engelska' },
  en: { fi: 'Finnish', sv: 'Swedish', en: 'English' },
};
