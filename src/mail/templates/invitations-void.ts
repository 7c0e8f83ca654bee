/** Lists the invitations void because their inviter lost the right, for those who can resend. */
import { voidInvitations } from '../../accounts/invitation-stands.ts';
import { fullName } from '../../policy/full-name.ts';
import { limit } from '../../policy/limits.ts';
import type { Role } from '../../policy/roles.ts';
import { paragraph } from '../letter.ts';
import { nameOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  organizationName: string;
  people: readonly { name: string; role: Role }[];
  link: string;
};

export const invitationsVoid: Template<Data> = {
  async data(deps, { aboutId, now }) {
    const people = (await voidInvitations(deps, aboutId, now))
      .map((invited) => ({ name: fullName(invited), role: invited.role }))
      .sort((a, b) => a.name.localeCompare(b.name, 'fi'));
    const organizationName = await nameOf(deps, aboutId);
    const link = `${deps.settings.PUBLIC_URL}/invitations`;
    return people.length > 0 ? { organizationName, people, link } : undefined;
  },
  fi: (m, { roles }) => ({
    subject: 'Organisaatiosi kutsuja on rauennut',
    preheader: 'Lähetä kutsut tarvittaessa uudelleen.',
    before: [
      paragraph(
        'Lähetä alla luetellut kutsut uudelleen tai peru ne.',
        'Niitä ei voi käyttää, koska kutsun lähettäneellä käyttäjällä ei ole enää oikeutta',
        'kutsua käyttäjiä organisaatioon.',
      ),
      `Organisaatio: ${m.organizationName}`,
    ],
    facts: m.people.slice(0, limit.digestPeopleMax).map(({ name, role }) => [name, roles[role]]),
    button: { label: 'Näytä kutsut', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [
            `Viestissä luetellaan ${limit.digestPeopleMax} kutsua, kaikkiaan niitä on ${m.people.length}.`,
          ]
        : [],
    why: 'Sait tämän viestin, koska voit lähettää kutsuja organisaatioon.',
  }),
  sv: (m, { roles }) => ({
    subject: 'Inbjudningar i din organisation gäller inte längre',
    preheader: 'Skicka inbjudningarna på nytt om de fortfarande behövs.',
    before: [
      paragraph(
        'Skicka inbjudningarna nedan på nytt eller återkalla dem.',
        'De kan inte användas, eftersom den användare som skickade dem inte längre har rätt',
        'att bjuda in användare till organisationen.',
      ),
      `Organisation: ${m.organizationName}`,
    ],
    facts: m.people.slice(0, limit.digestPeopleMax).map(({ name, role }) => [name, roles[role]]),
    button: { label: 'Visa inbjudningarna', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [
            `Meddelandet visar ${limit.digestPeopleMax} inbjudningar av sammanlagt ${m.people.length}.`,
          ]
        : [],
    why: 'Du får det här meddelandet eftersom du kan skicka inbjudningar till organisationen.',
  }),
  en: (m, { roles }) => ({
    subject: 'Invitations in your organization are no longer valid',
    preheader: 'Send the invitations again if the people still need them.',
    before: [
      paragraph(
        'Please send the invitations below again, or revoke them.',
        'They cannot be used, because the user who sent them can no longer invite users',
        'to the organization.',
      ),
      `Organization: ${m.organizationName}`,
    ],
    facts: m.people.slice(0, limit.digestPeopleMax).map(({ name, role }) => [name, roles[role]]),
    button: { label: 'Show the invitations', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [`This message lists ${limit.digestPeopleMax} invitations of ${m.people.length} in all.`]
        : [],
    why: 'You received this message because you can send invitations to the organization.',
  }),
};
