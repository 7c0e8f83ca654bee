/** Tells the administration that nobody of an organization answered, so that nobody lapses. */
import { counted } from '../../policy/counted.ts';
import { paragraph } from '../letter.ts';
import { type ReviewData, silentReviewOf } from '../review-source.ts';
import type { Template } from '../template.ts';

export const reviewSilent: Template<ReviewData> = {
  data: silentReviewOf,
  fi: (m) => ({
    subject: 'Organisaatio ei vastannut palvelussuhteiden tarkistukseen',
    preheader: 'Yhtään tiliä ei poisteta käytöstä ennen ylläpidon ratkaisua.',
    before: [
      paragraph(
        'Selvitä, kuka organisaatiossa voi vastata, tai vastaa itse sen puolesta.',
        'Kukaan organisaatiosta ei vastannut tarkistukseen,',
        'joten yhtään tiliä ei tarkistuksen vuoksi poisteta käytöstä.',
      ),
    ],
    facts: [
      ['Organisaatio', m.organizationName],
      ['Vastausta odottavia käyttäjiä', String(m.open)],
    ],
    button: { label: 'Näytä tarkistukset', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  sv: (m) => ({
    subject: 'En organisation svarade inte på granskningen av anställningar',
    preheader: 'Inga konton inaktiveras innan administrationen har tagit ställning.',
    before: [
      paragraph(
        'Ta reda på vem i organisationen som kan svara, eller svara själv för den.',
        'Ingen i organisationen svarade på granskningen,',
        'så granskningen leder inte till att något konto inaktiveras.',
      ),
    ],
    facts: [
      ['Organisation', m.organizationName],
      ['Användare som väntar på svar', String(m.open)],
    ],
    button: { label: 'Visa granskningarna', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  en: (m) => ({
    subject: 'An organization did not answer its employment review',
    preheader: 'No account is deactivated until the administration has decided.',
    before: [
      paragraph(
        'Please find out who in the organization can answer, or answer on its behalf.',
        'Nobody in the organization answered the review,',
        'so no account is deactivated because of it.',
      ),
    ],
    facts: [
      ['Organization', m.organizationName],
      ['Awaiting an answer', counted(m.open, 'user', 'users')],
    ],
    button: { label: 'Show the reviews', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
};
