/** Tells two people that they answered differently about the same person, and what stands. */

import { isAdministration } from '../../policy/admission-rules.ts';
import { paragraph } from '../letter.ts';
import { answerWords, type StandingAnswer, standingAnswer } from '../review-source.ts';
import { personOf } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = {
  personName: string;
  organizationName: string;
  answer: StandingAnswer;
  /** Who gave the answer that stands, and who the other one. */
  people: string;
  link: string;
};

export const reviewConflict: Template<Data> = {
  async data(deps, { aboutId, account }) {
    const person = await personOf(deps, aboutId);
    const given = person?.row.reviewAnswer;
    const answer = standingAnswer(given);
    if (!person || !answer) return undefined;
    const { personName, organizationName, row } = person;
    const both = [given?.by, given?.against?.by].map((by) => by && personOf(deps, by));
    const names = (await Promise.all(both)).flatMap((each) => (each ? [each.personName] : []));
    const administers = isAdministration(account.row.role);
    const path = administers ? `/reviews/${row.organizationId}` : '/review';
    const link = `${deps.settings.PUBLIC_URL}${path}`;
    return { personName, organizationName, answer, people: names.join(', '), link };
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
      ['Vastaajat', m.people],
    ],
    button: { label: 'Avaa tarkistus', link: m.link },
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
      ['Har svarat', m.people],
    ],
    button: { label: 'Öppna granskningen', link: m.link },
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
      ['Answered by', m.people],
    ],
    button: { label: 'Open the review', link: m.link },
    why: 'You received this message because you answered the employment review.',
  }),
};
