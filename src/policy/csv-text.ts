/** Writes CSV (RFC 4180) that a spreadsheet reads as text and never as a formula. */

export const separators = { comma: ',', semicolon: ';' } as const;

/** Without it at the beginning, Excel reads UTF-8 as another encoding. */
export const byteOrderMark = '\uFEFF';

export type Separator = keyof typeof separators;

/** @returns one line, with its end */
export function csvLine(cells: readonly unknown[], separator: Separator = 'comma'): string {
  return `${cells.map(csvCell).join(separators[separator])}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, and the same in full width. */
const formula = String.raw`[=+\-@\t\r\n＝＋－＠]`;
const atBeginning = new RegExp(String.raw`^\s*${formula}`);
/** A spreadsheet set to another separator begins a cell here, even within quotation marks. */
const withinText = new RegExp(String.raw`([,;\t\r\n]\s*)(?=${formula})`, 'g');

function csvCell(value: unknown): string {
  const text = textOf(value);
  const harmless = atBeginning.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.replace(withinText, "$1'");
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
