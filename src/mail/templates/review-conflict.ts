/** Tells two people that they answered differently about the same person, and what stands. */

import { paragraph } from '../letter.ts';
import { answerWords, type StandingAnswer, standingAnswer } from '../review-source.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  personName: string;
  organizationName: string;
  answer: StandingAnswer;
  link: string;
};

export const reviewConflict: Template<Data> = {
  async data(deps, { aboutId }) {
    const person = await personOf(deps, aboutId);
    const answer = person && standingAnswer(person.row.reviewAnswer);
    if (!person || !answer) return undefined;
    const { personName, organizationName } = person;
    return { personName, organizationName, answer, link: `${deps.settings.PUBLIC_URL}/` };
  },
  fi: (m) => ({
    subject: 'Samasta käyttäjästä annettiin tarkistuksessa kaksi eri vastausta',
    preheader: 'Tarkista, onko voimaan jäänyt vastaus oikea.',
    before: [
      paragraph(
        'Sovi toisen vastaajan kanssa, kumpi vastaus on oikea.',
        'Voimassa on alla oleva vastaus: ylläpidon vastaus,',
        'tai jos kumpikaan vastaajista ei ole ylläpitäjä, tiukempi vastaus.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Organisaatio', m.organizationName],
      ['Voimassa oleva vastaus', answerWords.fi[m.answer]],
    ],
    button: { label: 'Avaa palvelu', link: m.link },
    why: 'Sait tämän viestin, koska olet vastannut palvelussuhteiden tarkistukseen.',
  }),
  sv: (m) => ({
    subject: 'Två olika svar gavs om samma användare i granskningen',
    preheader: 'Kontrollera att svaret som gäller är rätt.',
    before: [
      paragraph(
        'Kom överens med den andra som svarade om vilket svar som är rätt.',
        'Svaret nedan gäller: administrationens svar,',
        'eller det strängare svaret om ingen av er är administratör.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Organisation', m.organizationName],
      ['Svaret som gäller', answerWords.sv[m.answer]],
    ],
    button: { label: 'Öppna tjänsten', link: m.link },
    why: 'Du får det här meddelandet eftersom du har svarat på granskningen av anställningar.',
  }),
  en: (m) => ({
    subject: 'Two different answers were given about the same user in the review',
    preheader: 'Please check that the answer that stands is right.',
    before: [
      paragraph(
        'Please agree with the other person which answer is right.',
        "The answer below stands: the administration's,",
        'or the stricter one if neither of you is an administrator.',
      ),
    ],
    facts: [
      ['User', m.personName],
      ['Organization', m.organizationName],
      ['The answer that stands', answerWords.en[m.answer]],
    ],
    button: { label: 'Open the service', link: m.link },
    why: 'You received this message because you answered the employment review.',
  }),
};
