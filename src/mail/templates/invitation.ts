/** Invites a person, with the link that activates the account, while it works. */

import { invitationStands } from '../../accounts/invitation-stands.ts';
import type { Language } from '../../policy/languages.ts';
import type { Role } from '../../policy/roles.ts';
import { loadReadable } from '../../store/accounts.ts';
import { type CommonData, type Letter, paragraph } from '../letter.ts';
import { linked, nameOf } from '../sources.ts';
import type { About, MailDeps, Template } from '../template.ts';
import type { Words } from '../words.ts';

export type Invitation = {
  organizationName: string;
  role: Role;
  /** Null when the service itself invites (the first administrator). */
  inviterName: string | null;
  link: string;
  expiresAt: string;
};

export const invitation: Template<Invitation> = {
  data: invited,
  fi: (m, words) =>
    invitationIn.fi(m, words, `Kutsu: ${words.service}`, [
      `Sinut on kutsuttu ${words.service} -verkkopalvelun käyttäjäksi.`,
    ]),
  sv: (m, words) =>
    invitationIn.sv(m, words, `Inbjudan: ${words.service}`, [
      `Du har bjudits in som användare av webbtjänsten ${words.service}.`,
    ]),
  en: (m, words) =>
    invitationIn.en(m, words, `Invitation: ${words.service}`, [
      `You have been invited to use the ${words.service}.`,
    ]),
};

/** What an invitation shows; nothing when its link works no longer, or nobody may give it now. */
export async function invited(deps: MailDeps, about: About): Promise<Invitation | undefined> {
  const { row } = about.account;
  const link = await linked(deps, about, 'invitation');
  if (!link || !(await invitationStands(deps, about.account, about.now))) return undefined;
  const [organizationName, inviter] = await Promise.all([
    nameOf(deps, row.organizationId),
    row.invitedBy === 'service' ? undefined : loadReadable(deps.store, row.invitedBy),
  ]);
  const { firstName, lastName } = inviter?.person ?? {};
  const inviterName = firstName === undefined ? null : `${firstName} ${lastName}`;
  return { ...link, organizationName, role: row.role, inviterName };
}

type Wording = (
  m: Invitation & CommonData,
  words: Words,
  subject: string,
  opening: readonly string[],
) => Letter;

/** An invitation after its own subject and opening. */
export const invitationIn: Record<Language, Wording> = {
  fi: (m, { moment, roles, service }, subject, opening) => ({
    subject,
    preheader: `Ota käyttäjätilisi käyttöön viimeistään ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Ota käyttäjätilisi käyttöön viimeistään ${moment(m.expiresAt)}:`,
        'avaa alla oleva linkki ja valitse salasana.',
      ),
    ],
    facts: [
      ['Kutsuja', m.inviterName ?? service],
      ['Organisaatio', m.organizationName],
      ['Rooli', roles[m.role]],
    ],
    button: { label: 'Ota käyttäjätili käyttöön', link: m.link },
    after: [
      paragraph(
        'Käyttäjätunnuksesi on se sähköpostiosoite, johon sait tämän viestin.',
        'Linkki on henkilökohtainen: älä välitä viestiä muille.',
        'Jos linkki ei enää toimi, pyydä uusi kutsu kutsujalta tai palvelun ylläpidolta.',
      ),
      paragraph(
        'Jos et tunne kutsujaa tai et tarvitse käyttäjätiliä, sinun ei tarvitse tehdä mitään.',
        'Käyttämättömän kutsun tiedot poistetaan automaattisesti.',
      ),
    ],
    why: 'Sait tämän viestin, koska sinut on kutsuttu palvelun käyttäjäksi.',
  }),
  sv: (m, { moment, roles, service }, subject, opening) => ({
    subject,
    preheader: `Aktivera ditt användarkonto senast ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Aktivera ditt användarkonto senast ${moment(m.expiresAt)}:`,
        'öppna länken nedan och välj ett lösenord.',
      ),
    ],
    facts: [
      ['Inbjuden av', m.inviterName ?? service],
      ['Organisation', m.organizationName],
      ['Roll', roles[m.role]],
    ],
    button: { label: 'Aktivera kontot', link: m.link },
    after: [
      paragraph(
        'Ditt användarnamn är den e-postadress som du fick det här meddelandet till.',
        'Länken är personlig: skicka inte meddelandet vidare.',
        'Om länken inte längre fungerar, be den som bjöd in dig',
        'eller tjänstens administration om en ny inbjudan.',
      ),
      paragraph(
        'Om du inte känner den som bjöd in dig eller inte behöver något konto',
        'behöver du inte göra något.',
        'Uppgifterna i en oanvänd inbjudan raderas automatiskt.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du har bjudits in som användare av tjänsten.',
  }),
  en: (m, { moment, roles, service }, subject, opening) => ({
    subject,
    preheader: `Activate your user account by ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Activate your user account by ${moment(m.expiresAt)}:`,
        'open the link below and choose a password.',
      ),
    ],
    facts: [
      ['Invited by', m.inviterName ?? `the ${service}`],
      ['Organization', m.organizationName],
      ['Role', roles[m.role]],
    ],
    button: { label: 'Activate my account', link: m.link },
    after: [
      paragraph(
        'Your username is the e-mail address at which you received this message.',
        'The link is personal: do not forward this message.',
        'If the link no longer works, ask the person who invited you',
        'or the service administration for a new invitation.',
      ),
      paragraph(
        'If you do not know who invited you or do not need an account,',
        'you do not need to do anything.',
        'The data of an unused invitation is erased automatically.',
      ),
    ],
    why: 'You received this message because you have been invited to use the service.',
  }),
};
