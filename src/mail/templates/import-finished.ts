/** Tells the person who imported a file how many were invited and how many rows were refused. */
import { readImport } from '../../imports/read-import.ts';
import type { Template } from '../template.ts';

export const importFinished: Template<{ invited: number; refused: number; link: string }> = {
  async data(deps, { aboutId }) {
    const { invited, refused } = await readImport(deps, aboutId);
    return { invited, refused, link: `${deps.settings.PUBLIC_URL}/imports/${aboutId}` };
  },
  fi: (m) => ({
    subject: 'Käyttäjien tuonti on valmis',
    preheader: `Kutsuttuja: ${m.invited}, hylättyjä rivejä: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Tarkista hylätyt rivit ja niiden syyt. Muille tiedoston käyttäjille lähetetään kutsu.'
        : 'Kaikille tiedoston käyttäjille lähetetään kutsu. Sinun ei tarvitse tehdä mitään.',
    ],
    facts: [
      ['Kutsuttuja', String(m.invited)],
      ['Hylättyjä rivejä', String(m.refused)],
    ],
    button: { label: 'Näytä tuonnin tulos', link: m.link },
    why: 'Sait tämän viestin, koska toit tiedoston palveluun.',
  }),
  sv: (m) => ({
    subject: 'Importen av användare är klar',
    preheader: `Inbjudna: ${m.invited}, avvisade rader: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Kontrollera de avvisade raderna och orsakerna. De övriga får en inbjudan.'
        : 'Alla användare i filen får en inbjudan. Du behöver inte göra något.',
    ],
    facts: [
      ['Inbjudna', String(m.invited)],
      ['Avvisade rader', String(m.refused)],
    ],
    button: { label: 'Visa resultatet', link: m.link },
    why: 'Du får det här meddelandet eftersom du importerade en fil till tjänsten.',
  }),
  en: (m) => ({
    subject: 'The import of users is finished',
    preheader: `Invited: ${m.invited}, refused rows: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Please check the refused rows and the reasons. The other users are sent an invitation.'
        : 'Every user in the file is sent an invitation. You do not need to do anything.',
    ],
    facts: [
      ['Invited', String(m.invited)],
      ['Refused rows', String(m.refused)],
    ],
    button: { label: 'Show the result', link: m.link },
    why: 'You received this message because you imported a file into the service.',
  }),
};
