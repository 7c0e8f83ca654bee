/** The accessibility statement that the law requires of a public service (306/2019). */
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { ContactLink } from '../ui/contact.tsx';
import { Heading, Section } from '../ui/heading.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Tämä seloste koskee käyttäjätilien hallinnan sivuja. Palvelua koskee laki digitaalisten palvelujen tarjoamisesta (306/2019).',
    state: 'Miten saavutettava palvelu on',
    stateText:
      'Sivut on tehty WCAG 2.1 -ohjeiston A- ja AA-tasojen vaatimusten mukaisiksi. Jokainen sivu tarkistetaan automaattisesti suomeksi, ruotsiksi ja englanniksi aina, kun palvelua muutetaan. Ulkopuolinen asiantuntija ei ole vielä arvioinut sivuja.',
    gaps: 'Tiedossa olevat puutteet',
    gapsText: 'Tiedossa ei ole puutteita. Kerro, jos huomaat sellaisen.',
    feedback: 'Anna palautetta',
    feedbackText: `Jos jokin sivuilla estää tai hankaloittaa käyttöä, kerro siitä meille. Vastaamme ${limit.accessibilityAnswerDays} päivän kuluessa.`,
    authority: 'Valvontaviranomainen',
    authorityText:
      'Jos et ole tyytyväinen vastaukseemme, voit tehdä saavutettavuuskantelun Liikenne- ja viestintävirasto Traficomille: saavutettavuusvaatimukset.fi.',
    tested: 'Miten palvelua on testattu',
    testedText:
      'Näppäimistöllä, ruudunlukijan käyttämillä rooleilla ja nimillä, 320 kuvapisteen levyisessä ikkunassa ja vähennetyllä liikkeellä.',
  },
  sv: {
    lead: 'Utlåtandet gäller sidorna för hantering av användarkonton. Tjänsten omfattas av lagen om tillhandahållande av digitala tjänster (306/2019).',
    state: 'Hur tillgänglig tjänsten är',
    stateText:
      'Sidorna är gjorda enligt kraven på nivå A och AA i WCAG 2.1. Varje sida kontrolleras automatiskt på finska, svenska och engelska varje gång tjänsten ändras. En utomstående expert har ännu inte bedömt sidorna.',
    gaps: 'Kända brister',
    gapsText: 'Inga brister är kända. Berätta om du hittar någon.',
    feedback: 'Ge respons',
    feedbackText: `Berätta för oss om något på sidorna hindrar eller försvårar användningen. Vi svarar inom ${counted(limit.accessibilityAnswerDays, 'dag', 'dagar')}.`,
    authority: 'Tillsynsmyndighet',
    authorityText:
      'Om du inte är nöjd med vårt svar kan du anföra tillgänglighetsklagan hos Transport- och kommunikationsverket Traficom: tillganglighetskrav.fi.',
    tested: 'Hur tjänsten har testats',
    testedText:
      'Med tangentbord, med de roller och namn som skärmläsare använder, i ett 320 bildpunkter brett fönster och med minskad rörelse.',
  },
  en: {
    lead: 'This statement applies to the pages for managing user accounts. The service is subject to the Act on the Provision of Digital Services (306/2019).',
    state: 'How accessible the service is',
    stateText:
      'The pages are built to meet WCAG 2.1 levels A and AA. Every page is checked automatically in Finnish, Swedish and English whenever the service changes. No external expert has assessed the pages yet.',
    gaps: 'Known shortcomings',
    gapsText: 'None are known. Please tell us if you find one.',
    feedback: 'Give feedback',
    feedbackText: `Please tell us if anything on these pages prevents or hinders your use. We reply within ${counted(limit.accessibilityAnswerDays, 'day', 'days')}.`,
    authority: 'Supervising authority',
    authorityText:
      'If you are not satisfied with our reply, you can file a complaint with the Finnish Transport and Communications Agency Traficom: webaccessibility.fi.',
    tested: 'How the service was tested',
    testedText:
      'With the keyboard, with the roles and names that screen readers use, in a 320-pixel-wide window and with reduced motion.',
  },
});

export default function Accessibility({ title }: PageProps) {
  const { language } = useLanguage();
  const text = useTexts(texts);
  const contact = useLoad(() => client.contact({ query: { language } }), [language]);
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Section title={text.state}>
        <p>{text.stateText}</p>
      </Section>
      <Section title={text.gaps}>
        <p>{text.gapsText}</p>
      </Section>
      <Section title={text.tested}>
        <p>{text.testedText}</p>
      </Section>
      <Section title={text.feedback}>
        <p>{text.feedbackText}</p>
        <Ready of={contact}>
          {({ organization, email }) => (
            <p lang={language}>
              {organization}: <ContactLink contact={email} />
            </p>
          )}
        </Ready>
      </Section>
      <Section title={text.authority}>
        <p>{text.authorityText}</p>
      </Section>
    </>
  );
}
