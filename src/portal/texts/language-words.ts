/** What the reader's language calls each language; `languageNames` are for choosing one. */
import type { Language } from '../../policy/languages.ts';
import { inEveryLanguage } from '../language.tsx';

type Words = Record<Language, string>;

const fi: Words = { fi: 'suomi', sv: 'ruotsi', en: 'englanti' };
const sv: Words = { fi: 'finska', sv: 'svenska', en: 'engelska' };
const en: Words = { fi: 'Finnish', sv: 'Swedish', en: 'English' };

export const languageWords = inEveryLanguage({ fi, sv, en });
