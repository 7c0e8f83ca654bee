/** Texts for requesting a new password. */
import { counted } from '../../policy/counted.ts';
import { inEveryLanguage } from '../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Lähetämme sähköpostiisi linkin, jolla voit asettaa uuden salasanan.',
    send: 'Lähetä linkki',
    sent: 'Tarkista sähköpostisi',
    sentText: (minutes: number) =>
      `Jos osoitteella on tili, siihen lähti linkki. Linkki toimii ${minutes} minuutin ajan.`,
    nothing: 'Jos viestiä ei tule, katso roskapostikansio ja kokeile muita osoitteitasi.',
    inactive:
      'Käytöstä poistetulle tilille ei lähde salasanalinkkiä. Pyydä palautusta ylläpidolta:',
    signIn: 'Siirry kirjautumiseen',
  },
  sv: {
    lead: 'Vi skickar en länk till din e-post, med vilken du kan välja ett nytt lösenord.',
    send: 'Skicka länken',
    sent: 'Kontrollera din e-post',
    sentText: (minutes: number) =>
      `Om adressen har ett konto har en länk skickats dit. Länken fungerar i ${counted(minutes, 'minut', 'minuter')}.`,
    nothing: 'Om meddelandet inte kommer, titta i skräpposten och pröva dina andra adresser.',
    inactive:
      'Till ett inaktiverat konto skickas ingen länk. Be administrationen att återställa kontot:',
    signIn: 'Gå till inloggningen',
  },
  en: {
    lead: 'We will e-mail you a link for setting a new password.',
    send: 'Send link',
    sent: 'Check your e-mail',
    sentText: (minutes: number) =>
      `If the address has an account, a link is on its way. It is valid for ${counted(minutes, 'minute', 'minutes')}.`,
    nothing: 'If no message arrives, check your spam folder and try your other addresses.',
    inactive: 'A deactivated account gets no link. Ask the administration to restore it:',
    signIn: 'Go to sign-in',
  },
});
