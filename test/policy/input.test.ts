/**
 * Promise: typed and pasted text is normalized to one spelling, as people mean it; impossible input
 * is refused with a reason.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiDigits, cleanText } from '../../src/policy/clean-text.ts';
import * as input from '../../src/policy/input.ts';
import { limit } from '../../src/policy/limits.ts';
import { nameKey } from '../../src/policy/name-key.ts';

const read = (schema: typeof input.email | typeof input.name, text: string) => {
  const { data, error } = schema.safeParse(text);
  return data ?? { refused: error?.issues.map(({ message }) => message).join('; ') };
};
const refused = { refused: expect.stringMatching(/must/) };

describe('an address', () => {
  test.each([
    ['zw@k.example\u200b', 'zw@k.example'],
    ['\u200bzs@k.example', 'zs@k.example'],
    ['lr@k.example\u200e', 'lr@k.example'],
    ['sh@kun\u00adta.example', 'sh@kunta.example'],
    ['wj@k.example\u2060', 'wj@k.example'],
    ['\ufeff\u202abi@k.example\u202c\u00a0', 'bi@k.example'],
    ['Anna V <nm@k.example>', 'nm@k.example'],
    ['"Virtanen, Anna" <NM@k.example>;', 'nm@k.example'],
    ['<an@k.example>', 'an@k.example'],
    ['mailto:mt@k.example', 'mt@k.example'],
    ['MAILTO:mt@k.example?subject=Hei', 'mt@k.example'],
    ['ts@k.example;', 'ts@k.example'],
    ['ts@k.example.', 'ts@k.example'],
    ['o’brien@k.example', "o'brien@k.example"],
    ['ａｎｎａ＠ｋ．example', 'anna@k.example'],
  ])('R16: %j is read as %s', (text, address) => {
    expect(read(input.email, text)).toBe(address);
  });

  test.each(
    ['r&d', 'a/b', 'a=b', 'a^b', 'a!#$%*{|}~', "o'brien", 'a+b', 'a_b', 'a-b', 'a.b', '?', '`']
      .concat(['x'.repeat(64), '1'])
      .map((local) => `${local}@k.example`)
      .concat(['a@k.museum', 'a@sub.k.international', `a@${'b'.repeat(63)}.fi`]),
  )('R16: %s passes', (address) => {
    expect(read(input.email, address)).toBe(address);
    expect(read(input.email, ` ${address.toUpperCase()}\t\r\n`)).toBe(address);
  });

  test('R16: every unquoted local part of RFC 5322 is accepted', () => {
    const letters = "abcz019!#$%&'*+/=?^_`{|}~-";
    const atom = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(atom, { minLength: 1, maxLength: 4 }), (atoms) => {
        const address = `${atoms.join('.')}@k.example`;
        expect(read(input.email, address)).toBe(address);
      }),
    );
  });

  test.each([
    ['anna@työllisyys.example', 'anna@xn--tyllisyys-17a.example'],
    ['ANNA@TYÖLLISYYS.EXAMPLE', 'anna@xn--tyllisyys-17a.example'],
    ['anna@työllisyys.example'.normalize('NFD'), 'anna@xn--tyllisyys-17a.example'],
    ['anna@xn--tyllisyys-17a.example', 'anna@xn--tyllisyys-17a.example'],
    ['anna@пример.рф', 'anna@xn--e1afmkfd.xn--p1ai'],
    ['anna@k。example', 'anna@k.example'],
  ])('R18: the domain of %s is in the form that mail servers use', (text, address) => {
    expect(read(input.email, text)).toBe(address);
  });

  test.each([
    ...['x'.repeat(65), 'ä', 'a..b', '.a', 'a.', 'a b', 'a(b)', '"a b"', 'a@b', 'a,b', ''].map(
      (local) => `${local}@k.example`,
    ),
    ...['b'.repeat(64), 'kunta-', '-kunta', 'xn--', 'b_c', 'b..c', 'b c', 'b/c', ''].map(
      (label) => `a@${label}.example`,
    ),
    ...['xn--a', 'xn--fi', 'xn--anna', 'xn--0', 'mail.xn--zzzz'].map(
      (label) => `a@${label}.example`,
    ),
    'a@kunta.xn--a',
    ...['a@b', 'a@b.f', 'a@b.123', 'a@1.2.3.4', 'a@[1.2.3.4]', 'a@0x7f.1', 'a', '', '@', 'a@'],
    ...['a@b.fi, c@d.fi', '<a@b.fi>, <c@d.fi>', 'a@b.fi\r\nbcc: c@d.fi', 'a\u0000@b.fi'],
    `a@${'b.'.repeat(130)}fi`,
  ])('S19: %j is refused with a reason', (text) => {
    expect(read(input.email, text)).toEqual(refused);
  });

  test('cleaning an address is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const once = input.email.safeParse(text);
        if (once.success) expect(read(input.email, once.data)).toBe(once.data);
      }),
    );
  });
});

test.each([
  ['yksi\r\nkaksi', 'yksi\nkaksi'],
  ['yksi\rkaksi\r\n\r\nkolme', 'yksi\nkaksi\n\nkolme'],
  ['yksi\u2028kaksi\u2029kolme\u0085neljä', 'yksi\nkaksi\nkolme\nneljä'],
  ['yksi\tkaksi', 'yksi kaksi'],
])('a longer text has one kind of line break, and no tabs: %j', (text, plain) => {
  expect(read(input.note, text)).toBe(plain);
  expect(read(input.translated(100).shape.fi, text)).toBe(plain);
});

describe('a name', () => {
  test.each([
    ...[
      "O'Brien",
      'O’Neil',
      "d'Arc",
      'Jean-Luc',
      'Dr. Anna',
      'St. John',
      'J.R.R.',
      'J.R.R. Tolkien',
    ],
    ...['J.Smith', 'M.Sc. Anna', 'Ph.D.', 'Nguyễn Thị', 'Sørensen', 'Åsa', 'Þór', 'Ng', 'محمد'],
    ...['علی\u200cرضا', 'क्\u200dष', 'രാജന്\u200d', '葛\u{e0100}城', 'Espoo/Esbo', 'Työ 2.0 Oy', '3M'],
  ])('S9: %s is a name and stays unchanged', (text) => {
    expect(read(input.name, text)).toBe(text);
  });

  test.each([
    ['\u200e Anna\u200f ', 'Anna'],
    ['Mac\u00adDonald', 'MacDonald'],
    ['An\u200dna', 'Anna'],
    ['Anna \u00a0 Maria', 'Anna Maria'],
    ['\u202aAnna\u202c', 'Anna'],
    ['Öhman'.normalize('NFD'), 'Öhman'],
  ])('%j is read as %s', (text, name) => {
    expect(read(input.name, text)).toBe(name);
  });

  const dots = ['.', '．', '。', '｡', '․', '\u200b.', '.\u2060'];
  test.each([
    ...dots.flatMap((dot) => [`evil${dot}com`, `www${dot}evil${dot}example/login`]),
    ...['WWW.EVIL.EXAMPLE/login', 'evil.com/login', 'EVIL.COM', 'Evil.Com', 'x.com', 't.co/x'],
    ...['t.co', 'T.ME', 'x.fi', 'Anna x.se'],
    ...[
      'https:\\\\evil.com',
      'https://evil',
      'HTTPS:evil',
      'http:/evil',
      '//evil',
      'ev\u200bil.com',
    ],
    ...['ｗｗｗ．evil.example', 'ht\u00adtps://x', 'a@evil.com', 'Anna evil.com', 'mailto:anna'],
    ...['пример.рф', 'xn--80ak6aa92e.com', '1.2.3.4', 'evil.com:8080', 'www.x', '(evil.com)'],
  ])('S9: %j contains a web address and is refused', (text) => {
    expect(read(input.name, text)).toEqual({ refused: expect.stringMatching(/web addresses/) });
  });

  test.each([
    ...['\u3164', '\u115f\u1160', '\uffa0', '\u2800', '\u200b', '\u034f', '\u061c', '\u180e', ''],
    ...[
      '\u17b4',
      '\u{e0041}',
      '\ufe0f',
      '\u00a0',
      ' \t',
      '\u3164 \u200d \u2800',
      '--',
      '.',
      '\u0301',
    ],
    ...[
      'A\r\nBcc: x@y.fi',
      'A\u0000',
      'A\u202eB',
      'A\u2066B',
      'A\u{e0041}B',
      '\ue000',
      'x'.repeat(101),
    ],
  ])('S19: %j is not a name', (text) => {
    expect(read(input.name, text)).toEqual(refused);
  });

  test('S19: no text of invisible characters is a name', () => {
    const unseen = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((letter) => /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/u.test(letter));
    expect(unseen.length).toBeGreaterThan(4_000);
    const one = fc.nat(unseen.length - 1).map((at) => unseen[at] ?? '');
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (letters) => {
        expect(read(input.name, letters.join(''))).toEqual(refused);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('cleaning a text is idempotent', () => {
  const letter = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1 }),
    fc.constantFrom(
      '\u200d',
      '\u200c',
      '\u094d',
      'क',
      '\u3164',
      ' ',
      '\u00ad',
      '\ufe0f',
      '\u0301',
      'a',
    ),
  );
  fc.assert(
    fc.property(fc.array(letter), (letters) => {
      const once = cleanText(letters.join(''));
      expect(cleanText(once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});

test('R02: digits of every script are accepted', () => {
  expect(asciiDigits('١٢٣٤٥٦ ۷۸۹ १२३ １２３ 𝟎𝟗𝟘𝟡 ᪀᪉ 9')).toBe('123456 789 123 123 0909 09 9');
  const all = Array.from({ length: 0x20000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => /\p{Nd}/u.test(letter));
  expect(asciiDigits(all.join(''))).toBe('0123456789'.repeat(all.length / 10));
});

test.each([
  ['Kuopio', ' KUOPIO '],
  ['Kuopio', 'Kuоpiо'],
  ['KUOPIO', 'КUОРІО'],
  ['Kuopio', 'Ｋｕｏｐｉｏ'],
  ['Espoo Esbo', 'espoo\u00a0 ESBO'],
  ['Straße', 'STRASSE'],
  ['Sandnäs', 'sandna\u0308s'],
  ['Mӓntylӓ', 'Mäntylä'],
  ['Kämpέ', 'Kämpé'],
  ['Ӏisalmi', 'lisalmi'],
])('X02: %s and %s look the same', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test.each([
  ['Kuopio', 'Kuopiö'],
  ['Ii', 'Iin kunta'],
  ['Raasepori', 'Raseborg'],
])('X02: %s and %s look different', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test.each([
  'a',
  '.',
  ' ',
  '\t',
  '<',
  '<>',
  '("',
  '\u200d',
  '\u00ad',
  'क\u200d',
  '/',
  'a.',
  '@',
  '\u{e0041}',
])('a text of only %j, as long as a body can be, is processed at once', (piece) => {
  const text = piece.repeat(Math.floor(limit.bodyBytesMax / piece.length));
  const begun = performance.now();
  for (const schema of [input.name, input.email, input.note, input.searchText, input.domain])
    for (const given of [text, `a${text}a`, text.slice(0, limit.rawTextCharactersMax - 2)])
      schema.safeParse(given);
  expect(performance.now() - begun).toBeLessThan(limit.slowAnswerSeconds * 1_000);
});
