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

const damaged = people.map((each) => JSON.stringify(each));

/** None of the damage is at a place of its own: a part may begin with it, or hold nothing else. */
const damagedFiles = {
  'JSON lines whose first is cut off': ['{"email": "p', ...damaged.slice(1)].join('\n'),
  'JSON lines whose last is cut off, in a part of its own': [
    ...[...damaged, ...damaged].slice(0, 2 * limit.moveInPartLines),
    '{"email":',
  ].join('\n'),
  'JSON lines with a part of broken lines': [
    ...damaged.slice(0, limit.moveInPartLines),
    ...Array.from({ length: limit.moveInPartLines }, (_, at) => (at % 2 ? 'x":1}' : '[1]')),
    ...damaged.slice(-20),
  ].join('\n'),
  'a list with empty items': JSON.stringify([null, ...people, null, 7]),
  'CSV with an incomplete first row': [
    'email;firstName;lastName;note',
    ';Aino;Virtanen;',
    'Aino;Virtanen;;',
    ...people.map(row),
  ].join('\n'),
  'CSV with two lines of names': [
    '"email\n(work)";firstName;lastName;note',
    ...people.map(row),
  ].join('\n'),
  'CSV with many empty rows': [
    ...['email;firstName;lastName;note', ...people.map(row)],
    ...Array.from({ length: 3 * limit.moveInPartLines }, () => ';;;'),
  ].join('\r\n'),
};

test.each(Object.entries(damagedFiles))('%s: the parts hold what the whole holds', (_, text) => {
  const whole = [...readSource(text)];
  expect(whole.length).toBeGreaterThan(limit.moveInPartLines);
  const cut = partsOf(text).flatMap((part) =>
    [...readSource(part.text)].map((line) => ({ ...line, line: part.firstLine + line.line - 1 })),
  );
  expect(cut).toEqual(whole);
});

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
