/** Why a link from an e-mail no longer opens, by what it was for. */
import type { LinkPurpose } from '../../policy/link-purposes.ts';
import type { ClosedLink, LinkState } from '../../policy/link-states.ts';
import { inEveryLanguage } from '../language.tsx';

type Texts = {
  used: Record<LinkPurpose, string>;
  expired: Record<LinkPurpose, string>;
  other: Record<Exclude<LinkState, 'used' | 'expired'>, string>;
  /** Why a declined request for restoration cannot be repeated. */
  restoreEnded: string;
  signIn: string;
  newPassword: string;
};

const fi: Texts = {
  used: {
    invitation: 'Olet jo ottanut tilisi käyttöön. Voit kirjautua sisään.',
    password_reset: 'Salasana on jo vaihdettu tällä linkillä. Kirjaudu uudella salasanalla.',
    address_change: 'Osoite on jo vahvistettu. Kirjaudu uudella osoitteella.',
    keep_alive: 'Tilisi on jo säilytetty. Voit kirjautua sisään.',
    restore_request: 'Tilisi on jo palautettu. Voit kirjautua sisään.',
  },
  expired: {
    invitation: 'Kutsu on vanhentunut. Pyydä organisaatiotasi lähettämään se uudelleen.',
    password_reset: 'Linkki on vanhentunut. Pyydä uusi linkki.',
    address_change: 'Linkki on vanhentunut. Pyydä osoitteen vaihtoa uudelleen sivulla Oma tili.',
    keep_alive: 'Linkki on vanhentunut. Säilytät tilisi myös kirjautumalla sisään.',
    restore_request: 'Linkki on vanhentunut. Kysy palautuksesta ylläpidosta.',
  },
  other: {
    asked: 'Olet jo pyytänyt palautusta. Saat vastauksen sähköpostiisi.',
    replaced: 'Olet saanut uudemman linkin, joka korvaa tämän. Avaa uusin viesti.',
    ended: 'Linkki on peruttu, tai tilisi tiedot ovat muuttuneet linkin lähettämisen jälkeen.',
    inactive: 'Tili ei ole käytössä. Ota yhteyttä ylläpitoon.',
    erased: 'Tiliä tai kutsua ei enää ole, ja sen tiedot on poistettu.',
    inviter_lost:
      'Kutsujalla ei ole enää oikeutta kutsua. Pyydä organisaatiotasi lähettämään kutsu uudelleen.',
  },
  restoreEnded: 'Tällä linkillä ei voi enää pyytää palautusta. Ota yhteyttä palvelun ylläpitoon.',
  signIn: 'Kirjaudu sisään',
  newPassword: 'Pyydä uusi salasana',
};

const sv: Texts = {
  used: {
    invitation: 'Du har redan aktiverat ditt konto. Du kan logga in.',
    password_reset: 'Lösenordet har redan bytts med den här länken. Logga in med det nya.',
    address_change: 'Adressen är redan bekräftad. Logga in med den nya adressen.',
    keep_alive: 'Du har redan valt att behålla ditt konto. Du kan logga in.',
    restore_request: 'Ditt konto har redan återställts. Du kan logga in.',
  },
  expired: {
    invitation: 'Inbjudan har gått ut. Be din organisation att skicka den på nytt.',
    password_reset: 'Länken har gått ut. Begär en ny länk.',
    address_change: 'Länken har gått ut. Begär adressbytet på nytt på sidan Mitt konto.',
    keep_alive: 'Länken har gått ut. Du behåller kontot också genom att logga in.',
    restore_request: 'Länken har gått ut. Fråga administrationen om återställning.',
  },
  other: {
    asked: 'Du har redan bett om återställning. Du får svar per e-post.',
    replaced: 'Du har fått en nyare länk som ersätter den här. Öppna det senaste meddelandet.',
    ended: 'Länken har återkallats, eller så har ditt konto ändrats sedan den skickades.',
    inactive: 'Kontot är inte aktivt. Kontakta administrationen.',
    erased: 'Kontot eller inbjudan finns inte längre och uppgifterna har raderats.',
    inviter_lost:
      'Den som bjöd in dig har inte längre rätt att bjuda in. Be din organisation att skicka inbjudan på nytt.',
  },
  restoreEnded:
    'Återställning kan inte längre begäras med den här länken. Kontakta tjänstens administration.',
  signIn: 'Logga in',
  newPassword: 'Begär ett nytt lösenord',
};

const en: Texts = {
  used: {
    invitation: 'You have already activated your account. You can sign in.',
    password_reset: 'The password was already changed with this link. Sign in with the new one.',
    address_change: 'The address is already confirmed. Sign in with the new address.',
    keep_alive: 'Your account has already been kept. You can sign in.',
    restore_request: 'Your account has already been restored. You can sign in.',
  },
  expired: {
    invitation: 'The invitation has expired. Ask your organization to send it again.',
    password_reset: 'The link has expired. Request a new one.',
    address_change: 'The link has expired. Ask for the change again on the page My account.',
    keep_alive: 'The link has expired. Signing in keeps your account too.',
    restore_request: 'The link has expired. Ask the administration about restoring the account.',
  },
  other: {
    asked:
      'You have already asked to have your account restored. You will get the answer by e-mail.',
    replaced: 'You have received a newer link, which replaces this one. Open the latest e-mail.',
    ended: 'The link was cancelled, or your account has changed since it was sent.',
    inactive: 'The account is not active. Contact the administration.',
    erased: 'The account or invitation no longer exists, and its data has been erased.',
    inviter_lost:
      'The person who invited you can no longer invite. Ask your organization to send the invitation again.',
  },
  restoreEnded:
    'Restoration can no longer be requested with this link. Contact the service administration.',
  signIn: 'Sign in',
  newPassword: 'Request a new password',
};

export const closedLinkTexts = inEveryLanguage({ fi, sv, en });

/** @returns what became of the link, in one or two sentences */
export function closedLinkText(texts: Texts, { purpose, state }: ClosedLink): string {
  if (state === 'used' || state === 'expired') return texts[state][purpose];
  if (state === 'ended' && purpose === 'restore_request') return texts.restoreEnded;
  return texts.other[state];
}
