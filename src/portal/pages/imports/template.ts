/** An empty table for an import, with the columns in the reader's language. */
import type { Language } from '../../../policy/languages.ts';
import { texts } from './texts.ts';

/** The order of the columns; the last one is optional. */
const columns = ['email', 'firstName', 'lastName', 'role', 'language'] as const;

/** Spreadsheets with Finnish settings expect semicolons, and a byte order mark for UTF-8. */
export function templateOf(language: Language): string {
  return `\uFEFF${columns.map((column) => texts[language].columns[column]).join(';')}\r\n`;
}
