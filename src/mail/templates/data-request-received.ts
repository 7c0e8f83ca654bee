/** Asks the administrators to answer a personal data request by its deadline. */
import { z } from 'zod';
import { type DataRequestKind, dataRequestKinds } from '../../policy/data-request-kinds.ts';
import { paragraph } from '../letter.ts';
import { said } from '../sources.ts';
import type { Template } from '../template.ts';

const request = z.object({ kind: z.enum(dataRequestKinds), dueOn: z.string() });

export const dataRequestReceived: Template<{ kind: DataRequestKind; dueOn: string; link: string }> =
  {
    async data(deps, { event }) {
      const asked = event && said(request, event.data);
      return asked && { ...asked, link: `${deps.settings.PUBLIC_URL}/data-requests` };
    },
    fi: (m, { lastDay, requests }) => ({
      subject: `Henkilötietoja koskeva pyyntö: vastaa viimeistään ${lastDay(m.dueOn)}`,
      preheader: `Pyyntö: ${requests[m.kind]}.`,
      before: [
        paragraph(
          `Vastaa henkilötietoja koskevaan pyyntöön viimeistään ${lastDay(m.dueOn)}.`,
          'Määräaika perustuu EU:n yleiseen tietosuoja-asetukseen.',
        ),
      ],
      facts: [['Pyyntö', requests[m.kind]]],
      button: { label: 'Käsittele pyyntö', link: m.link },
      why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
    }),
    sv: (m, { lastDay, requests }) => ({
      subject: `Begäran som gäller personuppgifter: svara senast ${lastDay(m.dueOn)}`,
      preheader: `Begäran: ${requests[m.kind]}.`,
      before: [
        paragraph(
          `Svara på en begäran som gäller personuppgifter senast ${lastDay(m.dueOn)}.`,
          'Tidsfristen grundar sig på EU:s allmänna dataskyddsförordning.',
        ),
      ],
      facts: [['Begäran', requests[m.kind]]],
      button: { label: 'Behandla begäran', link: m.link },
      why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
    }),
    en: (m, { lastDay, requests }) => ({
      subject: `Personal data request: answer by ${lastDay(m.dueOn)}`,
      preheader: `Request: ${requests[m.kind]}.`,
      before: [
        paragraph(
          `Please answer a request concerning personal data by ${lastDay(m.dueOn)}.`,
          'The time limit is set by the General Data Protection Regulation of the EU.',
        ),
      ],
      facts: [['Request', requests[m.kind]]],
      button: { label: 'Review the request', link: m.link },
      why: 'You received this message because you are an administrator of the service.',
    }),
  };
