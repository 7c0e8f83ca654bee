/** Promise: no cell of an exported file becomes a formula, in a spreadsheet of any locale. */
import { expect, test } from 'vitest';
import { csvLine, type Separator } from '../../src/policy/csv-text.ts';

const payload = '=HYPERLINK("https://evil.example","Aalto")';

const dangerous = [
  payload,
  ...[
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
  ],
  ...[`Aalto;${payload}`, `Aalto,${payload}`, `Aalto\t${payload}`, `Aalto;  ${payload}`],
  ...[`Aalto\n${payload}`, `Aalto\r\n${payload}`, `Aalto";${payload}`, `Aalto",${payload}`],
];

/** What a program that knows only the separator makes of the line, quoted or not. */
const roughCells = (line: string, separator: string) => [
  ...line.split(separator),
  ...line.split(/[\r\n]/),
];

test.each(
  dangerous.flatMap((text) =>
    (['comma', 'semicolon'] as const).map((separator) => [text, separator] as const),
  ),
)('%j, separated by %s, begins no cell with a formula', (text, separator) => {
  const line = csvLine(['Aino', text, 'expert'], separator);
  for (const split of [',', ';', '\t'])
    for (const cell of roughCells(line, split))
      expect(cell.replace(/^["\s]+/, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
});

test.each<Separator>(['comma', 'semicolon'])(
  'names, dates, quotation marks and missing values are written as RFC 4180 says (%s)',
  (separator) => {
    const cells = ['Åke "Kalle" Öhman-Nieminen', '2026-12-31', undefined, true, 3, "O'Brien"];
    const by = separator === 'comma' ? ',' : ';';
    expect(csvLine(cells, separator)).toBe(
      `${['"Åke ""Kalle"" Öhman-Nieminen"', '2026-12-31', '', 'true', '3', "O'Brien"].join(by)}\r\n`,
    );
  },
);
