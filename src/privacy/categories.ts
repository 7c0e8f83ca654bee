/** The categories of stored data and their purposes, in the words that people also see. */
import type { Translated } from '../policy/languages.ts';

type Category = {
  /** `direct`: names a person; `linked`: belongs to a person's id; `none`: about nobody. */
  personal: 'direct' | 'linked' | 'none';
  name: Translated;
  why: Translated;
};

export const categories = {
  name: {
    personal: 'direct',
    name: { fi: 'Etunimi ja sukunimi', sv: 'Förnamn och efternamn', en: 'First and last name' },
    why: {
      fi: 'Käyttäjien hallinta: ylläpito ja organisaatio tietävät, kenen tili on.',
      sv: 'Användarhantering: administrationen och organisationen vet vems kontot är.',
      en: 'User management: the administration and the organization know whose account it is.',
    },
  },
  email: {
    personal: 'direct',
    name: { fi: 'Sähköpostiosoite', sv: 'E-postadress', en: 'E-mail address' },
    why: {
      fi: 'Käyttäjätunnus ja palvelun viestit.',
      sv: 'Användarnamn och tjänstens meddelanden.',
      en: 'User name, and messages from the service.',
    },
  },
  language: {
    personal: 'direct',
    name: { fi: 'Viestien kieli', sv: 'Meddelandenas språk', en: 'Language of messages' },
    why: {
      fi: 'Viestit lähetetään henkilön valitsemalla kielellä.',
      sv: 'Meddelanden skickas på det språk som personen har valt.',
      en: 'Messages are sent in the language that the person has chosen.',
    },
  },
  externalId: {
    personal: 'direct',
    name: {
      fi: 'Tunniste aiemmassa järjestelmässä',
      sv: 'Id i ett tidigare system',
      en: 'Id in a former system',
    },
    why: {
      fi: 'Järjestelmät, joihin kirjaudutaan tämän palvelun kautta, löytävät henkilön omat tiedot myös siirron jälkeen.',
      sv: 'System som man loggar in i via den här tjänsten hittar personens uppgifter också efter flytten.',
      en: "Systems that people sign in to through this service still find a person's data after the move.",
    },
  },
  place: {
    personal: 'linked',
    name: {
      fi: 'Kotiorganisaatio ja rooli',
      sv: 'Hemorganisation och roll',
      en: 'Home organization and role',
    },
    why: {
      fi: 'Käyttöoikeudet: mitä henkilö voi nähdä ja tehdä.',
      sv: 'Behörigheter: vad personen kan se och göra.',
      en: 'Access rights: what the person can see and do.',
    },
  },
  dates: {
    personal: 'linked',
    name: {
      fi: 'Tilin vaiheiden päivät',
      sv: 'Datum i kontots livscykel',
      en: 'Dates in the account lifecycle',
    },
    why: {
      fi: 'Käyttämätön tili poistetaan käytöstä ja sen tiedot poistetaan ajallaan.',
      sv: 'Ett oanvänt konto inaktiveras och dess uppgifter raderas i tid.',
      en: 'An unused account is deactivated and its data is erased in due time.',
    },
  },
  acknowledgement: {
    personal: 'linked',
    name: {
      fi: 'Luettu tietosuojaseloste',
      sv: 'Läst dataskyddsbeskrivning',
      en: 'Acknowledged privacy notice',
    },
    why: {
      fi: 'Osoittaa, että henkilölle on kerrottu henkilötietojen käsittelystä.',
      sv: 'Visar att personen har informerats om behandlingen av personuppgifter.',
      en: 'Shows that the person has been informed about the processing of personal data.',
    },
  },
  proposal: {
    personal: 'direct',
    name: {
      fi: 'Ehdotus kutsuta: ehdottaja ja hylkäyksen syy',
      sv: 'Förslag att bjuda in: förslagsställare och skäl till avslag',
      en: 'Proposal to invite: who made it, and why it was declined',
    },
    why: {
      fi: 'Organisaation oma menettely uusien käyttäjien lisäämiseen.',
      sv: 'Organisationens egen process för att lägga till användare.',
      en: "The organization's own process for adding users.",
    },
  },
  request: {
    personal: 'direct',
    name: {
      fi: 'Omia tietoja koskevat pyynnöt ja vastaukset niihin',
      sv: 'Begäranden om egna uppgifter och svaren på dem',
      en: "Requests about one's own data, and the replies to them",
    },
    why: {
      fi: 'Rekisteröidyn oikeudet: pyyntöön vastataan määräajassa.',
      sv: 'Den registrerades rättigheter: begäran besvaras inom tidsfristen.',
      en: 'Rights of the data subject: requests are answered within the time limit.',
    },
  },
  secret: {
    personal: 'linked',
    name: {
      fi: 'Salasanan ja linkkien tiivisteet',
      sv: 'Kontrollsummor av lösenord och länkar',
      en: 'Hashes of the password and links',
    },
    why: {
      fi: 'Kirjautuminen; salasanaa itseään ei säilytetä.',
      sv: 'Inloggning; själva lösenordet sparas inte.',
      en: 'Signing in; the password itself is not stored.',
    },
  },
  factor: {
    personal: 'linked',
    name: {
      fi: 'Kaksivaiheinen tunnistautuminen: sovellukset, pääsyavaimet ja palautuskoodit',
      sv: 'Tvåstegsverifiering: appar, lösennycklar och återställningskoder',
      en: 'Two-step verification: apps, passkeys and recovery codes',
    },
    why: {
      fi: 'Kirjautumisen toinen vaihe; pääsyavaimista säilytetään vain julkinen osa, sovelluksen salaisuus salattuna.',
      sv: 'Inloggning med ett andra steg; av lösennycklar sparas bara den offentliga delen, appens hemlighet krypterad.',
      en: "Signing in with a second step; only the public part of a passkey is stored, and an app's secret is encrypted.",
    },
  },
  session: {
    personal: 'linked',
    name: {
      fi: 'Istunnot ja väärät salasanat',
      sv: 'Sessioner och felaktiga lösenord',
      en: 'Sessions and wrong passwords',
    },
    why: {
      fi: 'Kirjautuneena pysyminen ja salasanan arvaamisen esto; ei IP-osoitetta eikä laitetta.',
      sv: 'Att hållas inloggad och skydd mot lösenordsgissning; ingen IP-adress eller enhet.',
      en: 'Staying signed in, and protection against password guessing; no IP address or device is stored.',
    },
  },
  systems: {
    personal: 'linked',
    name: {
      fi: 'Järjestelmät, joihin henkilö on kirjautunut',
      sv: 'System som personen har loggat in i',
      en: 'Systems that the person has signed in to',
    },
    why: {
      fi: 'Näille järjestelmille ilmoitetaan, kun tili muuttuu tai poistuu, jotta nekin poistavat tietonsa.',
      sv: 'Systemen får veta när kontot ändras eller upphör, så att också de raderar sina uppgifter.',
      en: 'They are told when the account changes or ends, so that they too erase their data.',
    },
  },
  event: {
    personal: 'linked',
    name: { fi: 'Lokitapahtumat', sv: 'Logghändelser', en: 'Logged events' },
    why: {
      fi: 'Jälkikäteen näkee, kuka teki mitä ja milloin; tapahtumissa on tunnisteita, ei nimiä.',
      sv: 'I efterhand syns vem som gjorde vad och när; händelser har id:n, inte namn.',
      en: 'Shows later who did what and when; events contain ids, not names.',
    },
  },
  mail: {
    personal: 'linked',
    name: { fi: 'Lähetetyt viestit', sv: 'Skickade meddelanden', en: 'Sent messages' },
    why: {
      fi: 'Kukin viesti lähetetään kerran, ja epäonnistunut huomataan; sisältöä ei säilytetä.',
      sv: 'Varje meddelande skickas en gång och ett misslyckat märks; innehållet sparas inte.',
      en: 'Each message is sent once and failures are detected; the content is not stored.',
    },
  },
  technical: {
    personal: 'none',
    name: { fi: 'Tekniset tiedot', sv: 'Tekniska uppgifter', en: 'Technical data' },
    why: {
      fi: 'Palvelun toiminta; ei henkilötietoja.',
      sv: 'Tjänstens funktion; inga personuppgifter.',
      en: 'Operation of the service; no personal data.',
    },
  },
} as const satisfies Record<string, Category>;

export type CategoryName = keyof typeof categories;
