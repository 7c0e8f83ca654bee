/** The sentences of the registry description that come from neither the data map nor a setting. */
import { counted } from '../policy/counted.ts';
import type { Language } from '../policy/languages.ts';
import { limit } from '../policy/limits.ts';

type Texts = {
  headings: Record<
    | 'controller'
    | 'purpose'
    | 'basis'
    | 'data'
    | 'retention'
    | 'recipients'
    | 'location'
    | 'rights'
    | 'contact',
    string
  >;
  purpose: string;
  reviews: string;
  recipients: string;
  /** @param names of the connected systems */
  systems: (names: string) => string;
  location: string;
  rights: string;
};

export const registryTexts: Readonly<Record<Language, Texts>> = {
  fi: {
    headings: {
      controller: 'Rekisterinpitäjä',
      purpose: 'Käsittelyn tarkoitus',
      basis: 'Oikeusperuste',
      data: 'Käsiteltävät tiedot',
      retention: 'Säilytysajat',
      recipients: 'Tietojen luovutukset',
      location: 'Tietojen sijainti',
      rights: 'Rekisteröidyn oikeudet',
      contact: 'Yhteystiedot',
    },
    purpose: 'Palvelun käyttäjien hallinta ja sähköinen viestintä palvelun käytöstä.',
    reviews:
      'Organisaation pääkäyttäjät ja palvelun ylläpito tarkistavat määräajoin, ketkä työskentelevät organisaatiossa edelleen. Vastaus ja sen antaja merkitään käyttäjätiliin. Jos kukaan ei vahvista palvelussuhdettasi, siitä ilmoitetaan sinulle ennen kuin tili poistetaan käytöstä.',
    recipients: 'Tietoja ei luovuteta palvelun ulkopuolelle.',
    systems: (names) =>
      `Kun kirjaudut palvelun muihin järjestelmiin tällä tunnuksella, ne saavat nimesi, sähköpostiosoitteesi, kielesi, kotiorganisaatiosi, roolisi ja, jos tilisi on siirretty aiemmasta järjestelmästä, tunnisteesi siellä. Järjestelmät ovat: ${names}. Muualle tietoja ei luovuteta.`,
    location: `Tiedot säilytetään EU- tai ETA-alueella. Salattuja varmuuskopioita säilytetään ${limit.backupKeptDays} päivän ajan, enintään kahdessa paikassa EU- tai ETA-alueella. Sähköpostipalvelu säilyttää tiedot Euroopassa, mutta viesti voi kulkea vastaanottajalle muiden alueiden kautta.`,
    rights: `Sinulla on oikeus saada pääsy tietoihisi, oikaista ne, poistaa ne, rajoittaa niiden käsittelyä ja vastustaa sitä. Pyyntöön vastataan ${limit.dataRequestDays} päivän kuluessa. Voit tehdä valituksen tietosuojavaltuutetulle.`,
  },
  sv: {
    headings: {
      controller: 'Personuppgiftsansvarig',
      purpose: 'Behandlingens syfte',
      basis: 'Rättslig grund',
      data: 'Uppgifter som behandlas',
      retention: 'Lagringstider',
      recipients: 'Utlämnande av uppgifter',
      location: 'Var uppgifterna finns',
      rights: 'Den registrerades rättigheter',
      contact: 'Kontakt',
    },
    purpose: 'Hantering av tjänstens användare och elektronisk kommunikation om dess användning.',
    reviews:
      'Organisationens huvudanvändare och tjänstens administration granskar regelbundet vilka som fortfarande arbetar i organisationen. Svaret och vem som gav det antecknas i användarkontot. Om ingen bekräftar din anställning får du ett meddelande innan kontot inaktiveras.',
    recipients: 'Uppgifter lämnas inte ut utanför tjänsten.',
    systems: (names) =>
      `När du loggar in i tjänstens andra system med det här kontot får de ditt namn, din e-postadress, ditt språk, din hemorganisation, din roll och, om ditt konto har flyttats från ett tidigare system, ditt id där. Systemen är: ${names}. Uppgifter lämnas inte ut någon annanstans.`,
    location: `Uppgifterna lagras inom EU eller EES. Krypterade säkerhetskopior sparas i ${counted(limit.backupKeptDays, 'dag', 'dagar')}, på högst två platser inom EU eller EES. E-posttjänsten lagrar uppgifterna i Europa, men ett meddelande kan gå via andra områden till mottagaren.`,
    rights: `Du har rätt att få tillgång till dina uppgifter, att få dem rättade och raderade, att begränsa behandlingen och att invända mot den. En begäran besvaras inom ${counted(limit.dataRequestDays, 'dag', 'dagar')}. Du kan lämna klagomål till dataombudsmannen.`,
  },
  en: {
    headings: {
      controller: 'Controller',
      purpose: 'Purpose',
      basis: 'Legal basis',
      data: 'Personal data',
      retention: 'How long data is kept',
      recipients: 'Recipients',
      location: 'Location of data',
      rights: 'Your rights',
      contact: 'Contact',
    },
    purpose: 'Managing the users of the service, and electronic communication about its use.',
    reviews:
      'Primary users of the organization and the administration of the service review at intervals who still works in the organization. The answer, and who gave it, are recorded with the account. If nobody confirms your employment, you are notified before the account is deactivated.',
    recipients: 'None. Data is not disclosed outside the service.',
    systems: (names) =>
      `When you sign in to the other systems of the service with this account, they receive your name, e-mail address, language, home organization, role and, if your account was moved from a former system, your id there. These systems are: ${names}. Data is not disclosed to anybody else.`,
    location: `Data is kept in the EU or EEA. Encrypted backups are kept for ${counted(limit.backupKeptDays, 'day', 'days')}, in at most two places in the EU or EEA. The mail service keeps data at rest in Europe, though a message may pass through other regions on its way to you.`,
    rights: `You have the right to access your data, to correct it, to have it erased, to restrict its processing and to object to it. A request is answered within ${counted(limit.dataRequestDays, 'day', 'days')}. You can lodge a complaint with the Data Protection Ombudsman.`,
  },
};
