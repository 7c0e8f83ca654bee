/** Tells a person that their personal data request was answered, without the answer itself. */
import { z } from 'zod';
import { type DataRequestKind, dataRequestKinds } from '../../policy/data-request-kinds.ts';
import { paragraph } from '../letter.ts';
import { said } from '../sources.ts';
import type { Template } from '../template.ts';

export const dataRequestAnswered: Template<{ kind: DataRequestKind; link: string }> = {
  async data(deps, { event }) {
    const kind = event && said(z.enum(dataRequestKinds), event.data['kind']);
    return kind && { kind, link: `${deps.settings.PUBLIC_URL}/me` };
  },
  fi: (m, { requests }) => ({
    subject: 'Henkilötietojasi koskevaan pyyntöön on vastattu',
    preheader: 'Lue vastaus palvelussa.',
    before: ['Lue palvelun ylläpidon vastaus pyyntöösi. Sinun on ensin kirjauduttava palveluun.'],
    facts: [['Pyyntö', requests[m.kind]]],
    button: { label: 'Lue vastaus', link: m.link },
    after: [
      paragraph(
        'Jos katsot, että henkilötietojasi käsitellään lainvastaisesti,',
        'voit saattaa asian tietosuojavaltuutetun käsiteltäväksi.',
      ),
    ],
    why: 'Sait tämän viestin, koska teit henkilötietojasi koskevan pyynnön.',
  }),
  sv: (m, { requests }) => ({
    subject: 'Din begäran som gäller personuppgifter har besvarats',
    preheader: 'Läs svaret i tjänsten.',
    before: ['Läs administrationens svar på din begäran. Du måste först logga in i tjänsten.'],
    facts: [['Begäran', requests[m.kind]]],
    button: { label: 'Läs svaret', link: m.link },
    after: [
      paragraph(
        'Om du anser att dina personuppgifter behandlas lagstridigt',
        'kan du föra ärendet till dataombudsmannen för behandling.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du gjorde en begäran om dina personuppgifter.',
  }),
  en: (m, { requests }) => ({
    subject: 'Your personal data request has been answered',
    preheader: 'Read the answer in the service.',
    before: ["Read the administration's answer to your request. You need to sign in first."],
    facts: [['Request', requests[m.kind]]],
    button: { label: 'Read the answer', link: m.link },
    after: [
      paragraph(
        'If you consider that your personal data is processed unlawfully,',
        'you can bring the matter before the Data Protection Ombudsman.',
      ),
    ],
    why: 'You received this message because you made a request concerning your personal data.',
  }),
};
