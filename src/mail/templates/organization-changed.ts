/** Tells a person which organization they were moved to, and from which. */
import { z } from 'zod';
import { paragraph } from '../letter.ts';
import { evented, nameOf, said } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = { organizationName: string; previousOrganizationName: string };

const move = z.object({ from: z.string(), to: z.string() });

export const organizationChanged: Template<Data> = {
  data: evented(async (deps, { event }) => {
    const { from, to } = said(move, event.data);
    const [previousOrganizationName, organizationName] = await Promise.all([
      nameOf(deps, from),
      nameOf(deps, to),
    ]);
    return { organizationName, previousOrganizationName };
  }),
  fi: (m, { ifWrong }) => ({
    subject: 'Kotiorganisaatiosi palvelussa on muuttunut',
    preheader: 'Muutos on jo voimassa.',
    before: [
      paragraph(
        'Sinut on siirretty palvelussa toiseen organisaatioon.',
        'Muutos on jo voimassa, etkä enää pääse aiemman organisaation tietoihin.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['Uusi organisaatio', m.organizationName],
      ['Aiempi organisaatio', m.previousOrganizationName],
    ],
    why: 'Sait tämän viestin, koska organisaatio ratkaisee, mihin tietoihin pääset.',
  }),
  sv: (m, { ifWrong }) => ({
    subject: 'Din hemorganisation i tjänsten har ändrats',
    preheader: 'Ändringen gäller redan.',
    before: [
      paragraph(
        'Du har flyttats till en annan organisation i tjänsten.',
        'Ändringen gäller redan, och du har inte längre tillgång till',
        'den tidigare organisationens uppgifter.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['Ny organisation', m.organizationName],
      ['Tidigare organisation', m.previousOrganizationName],
    ],
    why: 'Du får det här meddelandet eftersom organisationen avgör vilka uppgifter du ser.',
  }),
  en: (m, { ifWrong }) => ({
    subject: 'Your home organization in the service has changed',
    preheader: 'The change is already in effect.',
    before: [
      paragraph(
        'You have been moved to another organization in the service.',
        'The change is already in effect, and you no longer have access to',
        "the previous organization's information.",
        ifWrong(m),
      ),
    ],
    facts: [
      ['New organization', m.organizationName],
      ['Previous organization', m.previousOrganizationName],
    ],
    why: 'You received this message because your organization decides what you have access to.',
  }),
};
