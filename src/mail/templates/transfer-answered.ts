/** Tells the person who made an offer whether it was accepted. */
import { z } from 'zod';
import { evented, nameOf, personOf, said } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = { personName: string; organizationName: string; accepted: boolean };

const answer = z.object({ to: z.string() });

export const transferAnswered: Template<Data> = {
  data: evented(async (deps, { aboutId, event }) => {
    const person = await personOf(deps, aboutId);
    if (!person) return undefined;
    const organizationName = await nameOf(deps, said(answer, event.data).to);
    const accepted = event.kind === 'organization_changed';
    return { personName: person.personName, organizationName, accepted };
  }),
  fi: (m) => ({
    subject: m.accepted ? 'Käyttäjän siirto on hyväksytty' : 'Käyttäjän siirtoa ei hyväksytty',
    preheader: m.accepted ? 'Siirto on tehty.' : 'Käyttäjä pysyy organisaatiossasi.',
    before: [
      m.accepted
        ? 'Ehdottamasi siirto on hyväksytty ja tehty. Sinun ei tarvitse tehdä mitään.'
        : 'Ehdottamaasi siirtoa ei hyväksytty. Käyttäjä pysyy organisaatiossasi.',
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Vastaanottava organisaatio', m.organizationName],
    ],
    why: 'Sait tämän viestin, koska ehdotit siirtoa.',
  }),
  sv: (m) => ({
    subject: m.accepted
      ? 'Flytten av en användare har godkänts'
      : 'Flytten av en användare godkändes inte',
    preheader: m.accepted ? 'Användaren har flyttats.' : 'Användaren blir kvar i din organisation.',
    before: [
      m.accepted
        ? 'Flytten som du föreslog har godkänts och genomförts. Du behöver inte göra något.'
        : 'Flytten som du föreslog godkändes inte. Användaren blir kvar i din organisation.',
    ],
    facts: [
      ['Användare', m.personName],
      ['Mottagande organisation', m.organizationName],
    ],
    why: 'Du får det här meddelandet eftersom du har föreslagit flytten.',
  }),
  en: (m) => ({
    subject: m.accepted
      ? 'The transfer of a user was accepted'
      : 'The transfer of a user was declined',
    preheader: m.accepted ? 'The user has been moved.' : 'The user stays in your organization.',
    before: [
      m.accepted
        ? 'The transfer you offered was accepted and is complete. You do not need to do anything.'
        : 'The transfer you offered was declined. The user stays in your organization.',
    ],
    facts: [
      ['User', m.personName],
      ['Receiving organization', m.organizationName],
    ],
    why: 'You received this message because you offered the transfer.',
  }),
};
