/** Promise: passwords are judged by length and by what others would try, with a reason for people. */
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

test('the list is the whole one', async () => {
  expect((await commonPasswords()).size).toBe(49_233);
});
