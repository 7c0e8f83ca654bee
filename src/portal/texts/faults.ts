/** What can be wrong with a field, in every language. */
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage } from '../language.tsx';

export const faultTexts = inEveryLanguage({
  fi: {
    required: 'Täytä tämä kohta.',
    format: 'Tarkista kirjoitusasu.',
    too_small: 'Liian lyhyt tai liian pieni.',
    too_big: 'Liian pitkä tai liian suuri.',
    different: 'Salasanat eivät ole samat.',
    too_short: `Salasanan on oltava vähintään ${limit.passwordCharactersMin} merkin pituinen.`,
    repeats: 'Salasanassa toistuvat samat merkit. Lisää muita sanoja.',
    guessable:
      'Salasana koostuu nimistä, numeroista tai tavallisista sanoista. Lisää sanoja, joita kukaan ei arvaa.',
    pattern:
      'Salasana seuraa näppäimiä, aakkosia, numeroita tai päivämäärää tai toistaa samaa. Käytä mieluummin useaa sanaa.',
    breached: 'Salasana on tunnettujen salasanojen luettelossa. Valitse toinen.',
    other: 'Tarkista tämä kohta.',
  },
  sv: {
    required: 'Fyll i detta.',
    format: 'Kontrollera skrivsättet.',
    too_small: 'För kort eller för litet.',
    too_big: 'För långt eller för stort.',
    different: 'Lösenorden är inte lika.',
    too_short: `Lösenordet måste ha minst ${limit.passwordCharactersMin} tecken.`,
    repeats: 'Lösenordet upprepar samma tecken. Lägg till andra ord.',
    guessable:
      'Lösenordet består av namn, siffror eller vanliga ord. Lägg till ord som ingen gissar.',
    pattern:
      'Lösenordet följer tangenterna, alfabetet, siffror eller ett datum, eller upprepar sig. Använd hellre flera ord.',
    breached: 'Lösenordet finns på listan över kända lösenord. Välj ett annat.',
    other: 'Kontrollera detta.',
  },
  en: {
    required: 'Fill this in.',
    format: 'Check how this is written.',
    too_small: 'Too short or too small.',
    too_big: 'Too long or too large.',
    different: 'The passwords are not the same.',
    too_short: `The password must have at least ${counted(limit.passwordCharactersMin, 'character', 'characters')}.`,
    repeats: 'The password repeats the same characters. Add other words.',
    guessable:
      'The password is made of names, digits or common words. Add words that nobody would guess.',
    pattern:
      'The password follows the keys, the alphabet, numbers or a date, or repeats itself. Use several words instead.',
    breached: 'The password is on the list of known passwords. Choose another one.',
    other: 'Check this.',
  },
});

export type FaultRule = keyof typeof faultTexts.en;
