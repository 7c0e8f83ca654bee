/** Promise: a file is read in the encoding in which a spreadsheet has saved it. */
import { expect, test } from 'vitest';
import { decodeFile } from '../../src/portal/decode-file.ts';

const text = 'Sähköposti;Etunimi\r\nåsa@k.example;Åsa\r\n';
const bytes = (encoding: BufferEncoding, mark: number[] = [], swapped = false) => {
  const buffer = Buffer.from(text, encoding);
  return new Uint8Array([...mark, ...(swapped ? buffer.swap16() : buffer)]);
};

test.each([
  ['UTF-8', bytes('utf8'), false],
  ['UTF-8 with a byte order mark', bytes('utf8', [0xef, 0xbb, 0xbf]), false],
  ['UTF-16, as Excel saves Unicode text', bytes('utf16le', [0xff, 0xfe]), false],
  ['UTF-16 of the other order', bytes('utf16le', [0xfe, 0xff], true), false],
  ['Windows-1252, as Excel saves plain CSV', bytes('latin1'), true],
])('R14: %s', (_, file, isGuess) => {
  expect(decodeFile(file)).toEqual({ text, isGuess });
});

test('R14: signs that Windows-1252 has beyond Latin-1 are right too', () => {
  expect(decodeFile(new Uint8Array([0x80, 0x92, 0xe4])).text).toBe('€’ä');
});

test('an empty file is empty', () => {
  expect(decodeFile(new Uint8Array()).text).toBe('');
});
