/**
 * Promise: a file from Excel, LibreOffice, Google Sheets or a person is read, whatever its
 * separator, language and blank lines; faults are reported per line, or name the columns.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFile } from '../../src/imports/read-file.ts';
import { limit } from '../../src/policy/limits.ts';
import { Refusal } from '../../src/policy/problems.ts';

const matti = {
  email: 'm@k.example',
  firstName: 'Matti',
  lastName: 'Meikäläinen',
  role: 'editor',
  language: 'fi',
};
const header = 'Sähköposti;Etunimi;Sukunimi;Rooli;Kieli';
const row = 'm@k.example;Matti;Meikäläinen;editor;fi';

const people = (csv: string) =>
  readFile(csv).lines.map((line) => ('person' in line ? line.person : line.faults));

/** @returns the faults of a file that is refused entirely */
function refusal(csv: string) {
  try {
    readFile(csv);
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
  throw new Error('the file was read');
}

test.each([
  ['empty columns at the end, in every row', `${header};;;\r\n${row};;;\r\n`],
  ['an empty cell beyond the header', `${header}\r\n${row};\r\n`],
  ['a line that names the separator', `sep=;\r\n${header}\r\n${row}\r\n`],
  ['such a line in quotes, with a tab', `"sep=\t"\r\n${header}\r\n${row}`.replaceAll(';', '\t')],
  ['an empty first line', `\r\n${header}\r\n${row}\r\n`],
  ['empty lines everywhere', `\n\n;;;;\n${header}\n\n \u00a0;;"";\n${row}\n\n;;;;\n\n`],
  ['tabs, as pasted from Excel', `${header}\n${row}`.replaceAll(';', '\t')],
  ['commas', `${header}\n${row}`.replaceAll(';', ',')],
  ['bars', `${header}\n${row}`.replaceAll(';', '|')],
  ['a byte order mark', `\uFEFF${header}\r\n${row}\r\n`],
  ['decomposed letters, as macOS writes them', `${header}\n${row}`.normalize('NFD')],
  ['snake case', `email,first_name,last_name,role,language\n${row.replaceAll(';', ',')}`],
  ['camel case', `email,firstName,lastName,role,language\n${row.replaceAll(';', ',')}`],
  ['Swedish', `E-postadress;Förnamn;Efternamn;Roll;Språk\n${row}`],
  ['Finnish, as spoken', `S-posti;Etunimi;Sukunimi;Rooli;Kieli\n${row}`],
  ['Finnish with E-postiosoite', `E-postiosoite;Etunimet;Sukunimi;Rooli;Kieli\n${row}`],
  ['Swedish, as spoken', `Mejladress;Tilltalsnamn;Efternamn;Roll;Språk\n${row}`],
  ['capitals and spaces', ` SÄHKÖPOSTI ; Etu nimi ;SUKU-NIMI;\u00a0Rooli;kieli\n${row}`],
  ['remarks in brackets', `Email [Required];Etunimi (pakollinen);Last Name *;Role:;Kieli\n${row}`],
  ['the end-of-file mark of DOS', `${header}\r\n${row}\r\n\u001A`],
  ['that mark after the last cell', `${header}\r\n${row}\u001A`],
  ['carriage returns alone', `${header}\r${row}\r`],
  ['two kinds of line endings', `${header}\r\n${row}\n`],
  ['quotes around everything', `${header}\n${row}`.replaceAll(/[^;\n]+/g, '"$&"')],
  ['spaces around quotes', `${header}\n${row}`.replaceAll(/[^;\n]+/g, ' "$&" ')],
  ['no-break spaces in cells', `${header}\n${row.replaceAll(';', '\u00a0;\u00a0')}`],
])('R14: a file with %s is read', (_, csv) => {
  expect(people(csv)).toEqual([matti]);
});

test.each([
  ...['editor', 'EDITOR', 'Sisällöntuottaja', 'sisällöntuottaja'.normalize('NFD'), 'Redaktör'].map(
    (word) => [word, 'editor'] as const,
  ),
  ...['pääkäyttäjä', 'Organisaation pääkäyttäjä', 'huvudanvändare', 'Primary user', 'primary_user']
    .concat(['primary-user', 'PrimaryUser\u00a0'])
    .map((word) => [word, 'primary_user'] as const),
  ...['asiantuntija', 'työllisyyspalvelujen asiantuntija', 'sakkunnig', 'Expert'].map(
    (word) => [word, 'expert'] as const,
  ),
  ...['ylläpitäjä', 'administratör', 'Administrator', 'admin'].map(
    (word) => [word, 'admin'] as const,
  ),
])('R14: the role %s is %s', (word, role) => {
  expect(people(`${header}\n${row.replace('editor', word)}`)).toEqual([{ ...matti, role }]);
});

test.each([
  ...['fi', 'FI', 'suomi', 'fi-FI', 'fi_FI', 'Finnish', 'Finnish (Finland)', 'finska'].map(
    (word) => [word, 'fi'] as const,
  ),
  ...['sv', 'ruotsi', 'sv-FI', 'Svenska', 'Swedish'].map((word) => [word, 'sv'] as const),
  ...['en', 'englanti', 'en-GB', 'English (United States)'].map((word) => [word, 'en'] as const),
])('R14: the language %s is %s', (word, language) => {
  expect(people(`${header}\n${row.replace(/fi$/, word)}`)).toEqual([{ ...matti, language }]);
});

test('R14: an extra column is ignored and named, and an empty language counts as absent', () => {
  const read = readFile(`${header};Osasto\n${row.replace(/fi$/, '')};Työllisyys\n`);
  expect(read.ignored).toEqual(['Osasto']);
  const { language: _, ...others } = matti;
  expect(read.lines).toEqual([{ line: 2, name: 'Matti Meikäläinen', person: others }]);
});

test.each([
  [
    'Moodle',
    'username,firstname,lastname,email,role1\nmatti,Matti,Meikäläinen,m@k.example,student',
    ['role'],
    ['username', 'role1'],
  ],
  [
    'Google Workspace',
    'First Name [Required],Last Name [Required],Email Address [Required],Password [Required]\na,b,c@d.fi,e',
    ['role'],
    ['Password [Required]'],
  ],
  [
    'Entra',
    'userPrincipalName,displayName,surname,mail,givenName,department\na@b.fi,a,b,a@b.fi,c,d',
    ['role'],
    ['userPrincipalName', 'displayName', 'department'],
  ],
  [
    'another file',
    'name;phone\nMatti;1',
    ['email', 'firstName', 'lastName', 'role'],
    ['name', 'phone'],
  ],
])(
  'R14: for a file from %s, the missing and unknown columns are named',
  (_, csv, lacks, unknown) => {
    expect(refusal(csv)).toEqual([
      expect.objectContaining({ rule: 'columns_missing', names: lacks }),
      expect.objectContaining({ rule: 'columns_unknown', names: unknown }),
    ]);
    expect(
      refusal(csv)
        .map(({ message }) => message)
        .join(),
    ).toContain(unknown.join(', '));
  },
);

test('R14: a repeated column is named', () => {
  expect(refusal(`${header};E-mail\n${row};x@y.fi`)).toEqual([
    expect.objectContaining({ rule: 'columns_repeated', names: ['email'] }),
  ]);
});

test('a person in place of the header is not named in the refusal', () => {
  const told = JSON.stringify(refusal(`${row}\nx@k.example;Aino;Aalto;editor;fi\n`));
  expect(told).toContain('columns_absent');
  expect(told).not.toMatch(/Matti|Meikäläinen|k\.example/);
});

test('R14: a stray quote invalidates only its own row, and every line keeps its number', () => {
  const csv = [
    header,
    'a@k.example;Anna "Ansku" Maria;Aalto;editor;fi',
    row,
    'b@k.example;"Bo;Berg;editor;fi',
    'c@k.example;"Carita ""C""";"Carlson";editor;fi',
    '',
    'd@k.example;"Dora\nDaniela";Dahl;editor;fi',
    'e@k.example;Eeva;Eerola;editor;fi',
    'f@k.example;"Fanni"x;Falk;editor;fi',
  ].join('\r\n');
  expect(
    readFile(csv).lines.map(({ line, name, ...read }) => [line, name, 'person' in read]),
  ).toEqual([
    [2, 'Anna Ansku Maria Aalto', false],
    [3, 'Matti Meikäläinen', true],
    [4, 'Bo Berg', false],
    [5, 'Carita "C" Carlson', true],
    [7, 'Dora\nDaniela Dahl', false],
    [9, 'Eeva Eerola', true],
    [10, 'Fanni x Falk'.replace(' x', 'x'), false],
  ]);
});

test('a quote that is never closed affects only its own row', () => {
  const rest = Array.from({ length: 30 }, (_, at) => `n${at}@k.example;A;B;editor;fi`);
  const read = people([header, 'x@k.example;"A;B;editor;fi', ...rest].join('\n'));
  expect(read[0]).toEqual(['quotes']);
  expect(read.slice(1)).toHaveLength(30);
  expect(read.slice(1).every((each) => !Array.isArray(each))).toBe(true);
});

test.each([
  ['a formula', `${header}\nm@k.example;=HYPERLINK(1);M;editor;fi`, ['firstName']],
  ['a formula that forces text', `${header}\nm@k.example;="Matti";M;editor;fi`, ['quotes']],
  ['text beyond the header', `${header}\n${row};x`, ['columns']],
  ['unknown words', `${header}\nm@k.example;Matti;M;keisari;klingon`, ['role', 'language']],
  ['too few cells', `${header}\nm@k.example;Matti`, ['lastName', 'role']],
  ['an impossible address', `${header}\na@kunta-.example;Matti;M;editor;fi`, ['email']],
])('%s invalidates its row', (_, csv, faults) => {
  expect(people(csv)).toEqual([faults]);
});

test('an address is normalized before it is compared with others', () => {
  const rows = ['Anna <M@K.example>', 'mailto:m@k.example', 'm@k.example\u200b'];
  const csv = [header, ...rows.map((each) => `${each};Matti;Meikäläinen;editor;fi`)].join('\n');
  expect(people(csv)).toEqual([matti, ['repeated'], ['repeated']]);
});

test.each([
  ['nothing', ''],
  ['no rows', `${header}\n`],
  [
    'too many rows',
    [header, ...Array.from({ length: limit.importRowsMax + 1 }, () => row)].join('\n'),
  ],
  ['another encoding', `${header}\nm@k.example;M\uFFFD;M;editor;fi`],
  ['UTF-16', [...`${header}\n${row}`].join('\0')],
  ['too many columns', 'a;'.repeat(limit.importColumnsMax + 1)],
])('a file with %s is refused with the reason', (_, csv) => {
  const [fault] = refusal(csv);
  expect(fault).toMatchObject({ field: 'body.csv', message: expect.stringMatching(/\w/) });
});

test('any file is read or refused, quickly', () => {
  const piece = fc.constantFrom(
    '"',
    ';',
    ',',
    '\t',
    '\n',
    '\r\n',
    'a',
    'ä',
    '@',
    '=',
    ' ',
    header,
    row,
  );
  const wild = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(wild, fc.boolean(), (text, headed) => {
      const csv = headed ? `${header}\n${text}` : text;
      try {
        const numbers = readFile(csv).lines.map(({ line }) => line);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(numbers.at(-1)).toBeLessThanOrEqual(csv.split(/\r\n|\r|\n/).length);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
  );
});

test.each(['"', ';', 'a;', '("', '[', ' ', '\t', '\n"', ';"\n', '=', '<', '.'])(
  'a file of nothing but %j is handled quickly',
  (piece) => {
    const text = piece.repeat(Math.floor(limit.importBytesMax / piece.length));
    const begun = performance.now();
    for (const csv of [text, `${header}\n${text}`, `${header}\n"${text}`, `${header}\n${text};a`])
      try {
        readFile(csv);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    expect(performance.now() - begun).toBeLessThan(limit.slowAnswerSeconds * 1_000);
  },
);
