/** Lists, for an organization's primary users, whose accounts are about to be deactivated. */
import { fullName } from '../../policy/full-name.ts';
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { limit } from '../../policy/limits.ts';
import { lapsingSoon } from '../lapsing-soon.ts';
import { paragraph } from '../letter.ts';
import { nameOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  organizationName: string;
  people: readonly { name: string; deactivateOn: string }[];
  link: string;
};

export const lapseDigest: Template<Data> = {
  async data(deps, { aboutId, now }) {
    const people = (await lapsingSoon(deps, aboutId, now))
      .map((row) => ({
        name: fullName(row),
        deactivateOn: evaluateLifecycle(row, deps.policy, now).deactivateAt ?? now,
      }))
      .sort((a, b) => (a.deactivateOn < b.deactivateOn ? -1 : 1));
    const organizationName = await nameOf(deps, aboutId);
    const link = `${deps.settings.PUBLIC_URL}/upcoming`;
    return people.length > 0 ? { organizationName, people, link } : undefined;
  },
  fi: (m, { lastDay }) => ({
    subject: 'Organisaatiosi käyttäjätilejä on poistumassa käytöstä',
    preheader: 'Kehota tarvittaessa käyttäjiä kirjautumaan palveluun.',
    before: [
      paragraph(
        'Kehota alla mainittuja käyttäjiä kirjautumaan palveluun, jos he tarvitsevat tiliään.',
        'Muuten tilit poistetaan käytöstä, koska niitä ei ole käytetty pitkään aikaan.',
        'Käyttäjille itselleen ilmoitetaan asiasta erikseen.',
      ),
      `Organisaatio: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `voimassa ${lastDay(deactivateOn)} asti`]),
    button: { label: 'Näytä käyttäjät', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [
            `Viestissä on ${limit.digestPeopleMax} käyttäjää, kaikkiaan heitä on ${m.people.length}.`,
          ]
        : [],
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  sv: (m, { lastDay }) => ({
    subject: 'Användarkonton i din organisation håller på att inaktiveras',
    preheader: 'Uppmana vid behov användarna att logga in i tjänsten.',
    before: [
      paragraph(
        'Uppmana användarna nedan att logga in i tjänsten om de behöver sina konton.',
        'Annars inaktiveras kontona, eftersom de inte har använts på länge.',
        'Användarna själva får ett separat meddelande om saken.',
      ),
      `Organisation: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `giltigt till och med ${lastDay(deactivateOn)}`]),
    button: { label: 'Visa användarna', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [`Meddelandet visar ${limit.digestPeopleMax} användare av sammanlagt ${m.people.length}.`]
        : [],
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  en: (m, { lastDay }) => ({
    subject: 'User accounts in your organization are about to be deactivated',
    preheader: 'Ask the users to sign in if they need their accounts.',
    before: [
      paragraph(
        'Please ask the users below to sign in to the service if they need their accounts.',
        'The accounts have not been used for a long time and will otherwise be deactivated.',
        'The users themselves are told separately.',
      ),
      `Organization: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `valid until the end of ${lastDay(deactivateOn)}`]),
    button: { label: 'Show the users', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [`This message lists ${limit.digestPeopleMax} users of ${m.people.length} in all.`]
        : [],
    why: 'You received this message because you are a primary user of the organization.',
  }),
};
