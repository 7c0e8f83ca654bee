/** Field errors, in every language. */
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage } from '../language.tsx';

export const faultTexts = inEveryLanguage({
  fi: {
    required: 'Tämä kohta on pakollinen.',
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
    web_address: 'Poista verkko-osoite. Kirjoita pisteen jälkeen välilyönti.',
    unprintable: 'Poista rivinvaihdot ja muut näkymättömät merkit.',
    encoding: 'Tallenna tiedosto muodossa ”CSV UTF-8” ja valitse se uudelleen.',
    no_rows: 'Otsikkorivin alla ei ole yhtään riviä.',
    columns_absent: 'Ensimmäisellä rivillä on oltava sarakkeiden nimet:',
    columns_missing: 'Tiedostosta puuttuvat nämä sarakkeet:',
    columns_repeated: 'Nämä sarakkeet ovat tiedostossa useammin kuin kerran:',
    columns_unknown: 'Palvelu ei tunne näitä sarakkeita:',
    other: 'Tarkista tämä kohta.',
  },
  sv: {
    required: 'Detta är obligatoriskt.',
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
    web_address: 'Ta bort webbadressen. Skriv ett mellanslag efter punkten.',
    unprintable: 'Ta bort radbrytningar och andra osynliga tecken.',
    encoding: 'Spara filen som ”CSV UTF-8” och välj den på nytt.',
    no_rows: 'Det finns inga rader under rubrikraden.',
    columns_absent: 'Den första raden måste innehålla kolumnernas namn:',
    columns_missing: 'Filen saknar dessa kolumner:',
    columns_repeated: 'Dessa kolumner finns mer än en gång i filen:',
    columns_unknown: 'Tjänsten känner inte till dessa kolumner:',
    other: 'Kontrollera detta.',
  },
  en: {
    required: 'This is required.',
    format: 'Check the format.',
    too_small: 'Too short or too small.',
    too_big: 'Too long or too large.',
    different: 'The passwords do not match.',
    too_short: `The password must have at least ${counted(limit.passwordCharactersMin, 'character', 'characters')}.`,
    repeats: 'The password repeats the same characters. Add other words.',
    guessable:
      'The password consists of names, digits or common words. Add words that nobody would guess.',
    pattern:
      'The password follows the keys, the alphabet, numbers or a date, or repeats itself. Use several words instead.',
    breached: 'The password is on a list of known passwords. Choose another.',
    web_address: 'Remove the web address. Put a space after a full stop.',
    unprintable: 'Remove line breaks and other characters that cannot be seen.',
    encoding: 'Save the file as “CSV UTF-8” and choose it again.',
    no_rows: 'There are no rows below the header.',
    columns_absent: 'The first row must name the columns:',
    columns_missing: 'The file lacks these columns:',
    columns_repeated: 'The file has these columns more than once:',
    columns_unknown: 'The service does not recognize these columns:',
    other: 'Check this.',
  },
});

export type FaultRule = keyof typeof faultTexts.en;
