/** Promise: the parts of a file hold each of its people once, with their numbers in the file. */
import { expect, test } from 'vitest';
import { readSource } from '../../src/move-in/read-source.ts';
import { limit } from '../../src/policy/limits.ts';
import { partLinesMax, partsOf } from '../../src/policy/people-file.ts';

const count = 2 * limit.moveInPartLines + 7;

const person = (number: number) => ({
  ...{ email: `p${number}@espoo.fi`, firstName: 'Aino', lastName: `Virtanen ${number}` },
});
const people = Array.from({ length: count }, (_, index) => person(index + 1));

/** A quoted cell with a line end, which a cut must not fall into. */
const row = ({ email, firstName, lastName }: ReturnType<typeof person>) =>
  `${email};${firstName};"${lastName}";"one\ntwo"`;

const files = {
  'JSON lines': people.map((each) => JSON.stringify(each)).join('\n'),
  'JSON lines of Windows': people.map((each) => JSON.stringify(each)).join('\r\n'),
  'a JSON list': JSON.stringify(people, null, 2),
  'a realm export': JSON.stringify({ realm: 'city', users: people }),
  "phpMyAdmin's export": JSON.stringify([
    { type: 'header', version: '5' },
    { type: 'table', name: 'people', data: people },
  ]),
  CSV: ['email;firstName;lastName;note', ...people.map(row)].join('\n'),
  'CSV with sep= and a byte order mark': [
    '\uFEFFsep=;',
    'email;firstName;lastName;note',
    ...people.map(row),
  ].join('\r\n'),
};

test.each(Object.entries(files))('%s', (_, text) => {
  const whole = [...readSource(text)];
  expect(whole).toHaveLength(count);
  const parts = partsOf(text);
  expect(parts.length).toBeGreaterThan(2);
  const cut = parts.flatMap((part) =>
    [...readSource(part.text)].map((line) => ({ ...line, line: part.firstLine + line.line - 1 })),
  );
  expect(cut).toEqual(whole);
});

test('a quote that is never closed spoils its own part at most', () => {
  const text = files.CSV.replace('Aino', '"Aino');
  for (const part of partsOf(text)) {
    const lines = part.text.split('\n').length - 1;
    expect(lines).toBeLessThanOrEqual(partLinesMax);
  }
  const read = partsOf(text).flatMap((part) => [...readSource(part.text)]);
  expect(read.filter((line) => 'person' in line).length).toBeGreaterThan(count - partLinesMax);
});
