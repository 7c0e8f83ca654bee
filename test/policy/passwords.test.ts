/** Promise: passwords are judged by length and by what others would try, with a clear reason. */
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOfPassword } from '../../src/policy/passwords.ts';
import { commonPasswords } from '../../src/sessions/common-passwords.ts';

const known = ['Aino', 'Korhonen', 'aino.korhonen@espoo.fi'];
const rulesOf = async (password: string) =>
  faultsOfPassword(password, known, 'body.password', await commonPasswords()).map(
    ({ rule }) => rule,
  );

test.each([
  ['seven green herons wade'],
  ['mansikkapuuro ja kissa'],
  ['Åkerbärsgröten smakar'],
  ['🦉🐻 pöllö ja karhu 🌲'],
  ['k7#Qz!p2Rv9@wLx4'],
  ['три зелёных медведя'],
  ['#83!%&29?;:+41()=@'],
  ['a'.repeat(10) + 'bcdefghijklmnopqrstuvwxyz'.repeat(9)],
])('is taken: %s', async (password) => {
  expect(await rulesOf(password)).toEqual([]);
});

test.each([
  ['fourteen chars', 'too_short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'repeats'],
  ['1qaz2wsx3edc4rfv', 'breached'],
  ['passwordpassword', 'breached'],
  ['Dragon!2026!2026', 'breached'],
  ['trustno1trustno1', 'breached'],
  ['SUNSHINE12345678', 'breached'],
  ['iloveyou iloveyou iloveyou', 'breached'],
  ['Aino Korhonen 1985', 'guessable'],
  ['24.12.1985 040-1234567', 'guessable'],
  ['työllisyys Korhonen', 'guessable'],
])('is refused: %s (%s)', async (password, rule) => {
  expect(await rulesOf(password)).toEqual([rule]);
});

test('the blocklist is complete', async () => {
  expect((await commonPasswords()).size).toBe(49_233);
});

test.each([
  'qwertyuiopasdfghjkl',
  'asdfghjklzxcvbnm',
  '0123456789abcdef',
  'abcdefghijklmnopqrstuvwxyz',
  'ZYXWVUTSRQPONMLKJIHGFEDCBA',
  'AbCdEfGhIjKlMnOpQrSt',
  'abcdefghijklmnopqrstuvwxyz'.repeat(3),
  'poiuytrewqlkjhgfdsa',
  'qwertyuiopåasdfghjklöä',
  'äölkjhgfdsaåpoiuytrewq',
  'azertyuiopqsdfghjklm',
  "',.pyfgcrlaoeuidhtns",
  'aoeuidhtnsqjkxbmwvz',
  'qwertzuiopüasdfghjkl',
  'zaq1xsw2cde3vfr4bgt5',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'zse4xdr5cft6vgy7bhu8',
  'qwertyqwertyqwerty123',
  'q-w-e-r-t-y-u-i-o-p-a-s-d-f',
  'qqwweerrttyyuuiioopp',
  'q1w2e3r4t5y6u7i8o9p0',
  'a1b2c3d4e5f6g7h8i9j0',
  '!@#$%^&*()qwertyuiop',
  '!qwertyuiopasdf2024!',
  'Qwerty-Asdfgh-Zxcvbn',
  'acegikmoqsuwybdfhjln',
  '741852963741852963+',
  'абвгдежзийклмнопрст',
  '24.12.1985 3.4.2011 x',
  '20240101-20241231-ab',
  '19851986198719881989ab',
  'kissakissakissakissa',
  'xkcdxkcdxkcdxkcd1234',
  'Qw3rtyu10p4sdfghjkl',
  'P@ssw0rd!P@ssw0rd!',
  'Dr4g0n2024Dr4g0n2025',
  'A1n0 K0rh0n3n 1985!',
  'nenohroK oniA 1985',
  'qpwoeirutyalskdjfhg',
  'йцукенгшщзхъфыва',
  'йцукенгфівапролдж',
  'ςερτυθιοπασδφγηξκλ',
  'qwfpgjluyarstdhneio',
  '٠٧٤١٩٣٢٨٥٦٠٤٧١٩',
  '৪৫৬৭৮৯০১২৩৪৫৬৭৮',
  'Qẃéŕtýúíópáśdfǵhj',
  'pässwörd pässwörd',
  'Tyollisyys Tyollisyys',
])('S17: refused, with a reason: %s', async (password) => {
  expect(await rulesOf(password)).toHaveLength(1);
});

test.each([
  'Makelainen Paivi 1985',
  'MäkeläinenPäiviMäkeläinen',
  'nenialekamivïap',
  'm4kel4inen p4ivi',
])('S17: a name without its dots does not count either: %s', async (password) => {
  const names = ['Päivi', 'Mäkeläinen', 'pm1@espoo.fi'];
  const faults = faultsOfPassword(password, names, 'password', await commonPasswords());
  expect(faults.map(({ rule }) => rule)).toEqual(['guessable']);
});

test.each([
  ['qwertyuiopasdfghjkl', 'pattern'],
  ['0123456789abcdef', 'pattern'],
  ['A1n0 K0rh0n3n 1985!', 'guessable'],
])('S17: the reason for %s is %s', async (password, rule) => {
  expect(await rulesOf(password)).toEqual([rule]);
});

const finnish =
  'kissa talo järvi metsä puuro mansikka lumi veturi kirja omena pöytä ikkuna saari kettu hirvi sauna kahvi tuuli ranta kivi silta laulu pilvi sieni harakka kynttilä polku vene heinä marja aurinko peruna tossu lompakko sateenvarjo kello hattu orava pajukko syksy';
const swedish =
  'katt hus sjö skog gröt jordgubbe snö tåg bok äpple bord fönster ö räv älg bastu kaffe vind strand sten bro sång moln svamp skata ljus stig båt hö bär sol potatis toffel plånbok paraply klocka hatt ekorre höst blåbär';

test.each([
  ['fi', finnish.split(' ')],
  ['sv', swedish.split(' ')],
  ['en', dictionary['diceware-common']],
])('S17: several random words are accepted (%s)', async (_, words) => {
  const breached = await commonPasswords();
  const picked = fc.array(fc.constantFrom(...words), { minLength: 5, maxLength: 8 });
  const joined = fc.tuple(picked, fc.constantFrom(' ', '-', '', '.')).map(([some, by]) => ({
    different: new Set(some).size >= 5,
    password: some.join(by),
  }));
  fc.assert(
    fc.property(joined, ({ different, password }) => {
      fc.pre(different && password.length >= 20);
      expect(faultsOfPassword(password, known, 'body.password', breached), password).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('S17: the longest and most repetitive password is judged at once', async () => {
  const begun = performance.now();
  for (const unit of ['a', 'ab', 'abc1', 'aab', 'q1w2', 'xy!'])
    await rulesOf(`${unit.repeat(256).slice(0, 255)}z`);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
