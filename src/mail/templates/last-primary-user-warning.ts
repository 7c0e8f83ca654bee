/** Warns the last active primary user of an organization before their account is deactivated. */
import { evaluateLifecycle } from '../../policy/lifecycle.ts';
import { paragraph } from '../letter.ts';
import { nameOf } from '../sources.ts';
import type { Template } from '../template.ts';

export const lastPrimaryUserWarning: Template<{ organizationName: string; deactivateOn: string }> =
  {
    async data(deps, { account, now }) {
      const { deactivateAt } = evaluateLifecycle(account.row, deps.policy, now);
      const organizationName = await nameOf(deps, account.row.organizationId);
      return deactivateAt ? { organizationName, deactivateOn: deactivateAt } : undefined;
    },
    fi: (m, { lastDay }) => ({
      subject: 'Olet organisaatiosi viimeinen aktiivinen pääkäyttäjä',
      preheader: `Käyttäjätilisi on voimassa enää ${lastDay(m.deactivateOn)} asti.`,
      before: [
        paragraph(
          `Kirjaudu palveluun viimeistään ${lastDay(m.deactivateOn)} ja kutsu organisaatioosi`,
          'toinen pääkäyttäjä:',
          m.publicUrl,
        ),
        paragraph(
          'Et ole käyttänyt palvelua pitkään aikaan.',
          'Jos tilisi poistetaan käytöstä, organisaatiollasi ei ole enää pääkäyttäjää,',
          'joka voi kutsua käyttäjiä ja hallita heidän käyttöoikeuksiaan.',
        ),
      ],
      facts: [
        ['Organisaatio', m.organizationName],
        ['Tilisi on voimassa', `${lastDay(m.deactivateOn)} asti`],
      ],
      why: 'Sait tämän viestin, koska olet organisaation ainoa aktiivinen pääkäyttäjä.',
    }),
    sv: (m, { lastDay }) => ({
      subject: 'Du är din organisations sista aktiva huvudanvändare',
      preheader: `Ditt användarkonto är giltigt bara till och med ${lastDay(m.deactivateOn)}.`,
      before: [
        paragraph(
          `Logga in i tjänsten senast ${lastDay(m.deactivateOn)} och bjud in`,
          'ytterligare en huvudanvändare till din organisation:',
          m.publicUrl,
        ),
        paragraph(
          'Du har inte använt tjänsten på länge.',
          'Om ditt konto inaktiveras har din organisation inte längre någon huvudanvändare',
          'som kan bjuda in användare och hantera deras behörigheter.',
        ),
      ],
      facts: [
        ['Organisation', m.organizationName],
        ['Ditt konto är giltigt', `till och med ${lastDay(m.deactivateOn)}`],
      ],
      why: 'Du får det här meddelandet eftersom du är organisationens enda aktiva huvudanvändare.',
    }),
    en: (m, { lastDay }) => ({
      subject: 'You are the last active primary user of your organization',
      preheader: `Your user account will be deactivated after ${lastDay(m.deactivateOn)}.`,
      before: [
        paragraph(
          `Please sign in to the service by ${lastDay(m.deactivateOn)} and invite another`,
          'primary user to your organization:',
          m.publicUrl,
        ),
        paragraph(
          'You have not used the service for a long time.',
          'If your account is deactivated, your organization no longer has a primary user',
          'who can invite users and manage their access rights.',
        ),
      ],
      facts: [
        ['Organization', m.organizationName],
        ['Your account is valid', `until the end of ${lastDay(m.deactivateOn)}`],
      ],
      why: 'You received this message because you are the only active primary user.',
    }),
  };
