/** Recognizes roles and languages by the words people use for them, in three languages. */
import { cleanText } from '../policy/clean-text.ts';
import type { Language } from '../policy/languages.ts';
import { roleNames } from '../policy/role-names.ts';
import { type Role, roles } from '../policy/roles.ts';

/** Short forms that `roleNames` lacks, without spaces. */
const shortRoles: Readonly<Record<string, Role>> = {
  pääkäyttäjä: 'primary_user',
  huvudanvändare: 'primary_user',
  asiantuntija: 'expert',
  työllisyysasiantuntija: 'expert',
  sakkunnig: 'expert',
  specialist: 'expert',
  toimittaja: 'editor',
  redaktör: 'editor',
  järjestelmänvalvoja: 'admin',
};

/** ISO 639-1 and 639-2 codes, and what each language calls the others. */
const languageWords: Readonly<Record<Language, readonly string[]>> = {
  fi: ['fi', 'fin', 'suomi', 'finska', 'finnish'],
  sv: ['sv', 'swe', 'ruotsi', 'svenska', 'swedish'],
  en: ['en', 'eng', 'englanti', 'engelska', 'english'],
};

/** @returns the role with this code or name in any language; otherwise undefined */
export function roleOf(text: string): Role | undefined {
  const wanted = plain(text);
  const named = roles.find((role) =>
    [role, ...Object.values(roleNames).map((names) => names[role])].some(
      (name) => plain(name) === wanted,
    ),
  );
  return named ?? shortRoles[wanted];
}

/** @returns the language with this code, with or without a country (`fi-FI`), or this name */
export function languageOf(text: string): Language | undefined {
  const wanted = cleanText(text)
    .toLowerCase()
    .replace(/ ?\([^)]*\)$/, '')
    .replace(/^([a-z]{2,3})[-_].*$/, '$1');
  const found = Object.entries(languageWords).find(([, words]) => words.includes(wanted))?.[0];
  return (['fi', 'sv', 'en'] as const).find((language) => language === found);
}

function plain(text: string): string {
  return cleanText(text)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}
