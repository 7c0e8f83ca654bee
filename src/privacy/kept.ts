/** How long each kind of data is kept: printed from the settings and limits in force. */
import { counted } from '../policy/counted.ts';
import type { Translated } from '../policy/languages.ts';
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';

export type Kept =
  | 'erasure'
  | 'trace'
  | 'audit'
  | 'session'
  | 'link'
  | 'former'
  | 'told'
  | 'legacy'
  | 'factor'
  | 'attempts'
  | 'mail'
  | 'import'
  | 'service';

type Periods = Pick<
  Settings,
  'INACTIVITY_MONTHS' | 'ERASE_AFTER_DAYS' | 'UNUSED_INVITATION_DAYS' | 'AUDIT_RETENTION_MONTHS'
>;

/** @returns one sentence in every language for each period */
export function periods(settings: Periods): Record<Kept, Translated> {
  const months = settings.INACTIVITY_MONTHS;
  const days = settings.ERASE_AFTER_DAYS;
  const unused = settings.UNUSED_INVITATION_DAYS;
  const audit = settings.AUDIT_RETENTION_MONTHS;
  const { sessionLifetimeDays, keepAliveLinkDays, throttleKeptDays, mailKeptDays, importKeptDays } =
    limit;
  const { formerAddressDays: former, legacyHashDays } = limit;
  return {
    erasure: {
      fi: `Tiedot poistetaan ${days} päivän kuluttua tilin käytöstä poistamisesta. Tili poistetaan käytöstä, kun sitä ei ole käytetty ${months} kuukauteen. Käyttämättömän kutsun tiedot poistetaan ${unused} päivän kuluttua. Jos ylläpito keskeyttää poistot häiriön selvittämisen ajaksi, ne jatkuvat heti sen jälkeen.`,
      sv: `Uppgifterna raderas ${counted(days, 'dag', 'dagar')} efter att kontot inaktiverats. Kontot inaktiveras när det inte använts på ${counted(months, 'månad', 'månader')}. Uppgifterna i en oanvänd inbjudan raderas efter ${counted(unused, 'dag', 'dagar')}. Om administrationen pausar raderingarna medan ett fel utreds fortsätter de genast därefter.`,
      en: `Erased ${counted(days, 'day', 'days')} after deactivation. An account is deactivated when unused for ${counted(months, 'month', 'months')}. The data of an unused invitation is erased after ${counted(unused, 'day', 'days')}. If the administration pauses erasure while it looks into a fault, it continues straight afterwards.`,
    },
    trace: {
      fi: 'Säilyy tunnisteen alla myös tietojen poistamisen jälkeen; nimeä ja osoitetta siihen ei enää liity.',
      sv: 'Bevaras under ett id även efter raderingen; namn och adress hör då inte längre till.',
      en: 'Kept under an id even after erasure; it is then no longer linked to a name or address.',
    },
    audit: {
      fi: `${audit} kuukauden ajan.`,
      sv: `${counted(audit, 'månad', 'månader')}.`,
      en: `${counted(audit, 'month', 'months')}.`,
    },
    session: {
      fi: `Uloskirjautumiseen asti, käytössä enintään ${sessionLifetimeDays} päivän ajan; viimeistään seuraava kirjautuminen tai tietojen poisto poistaa päättyneet.`,
      sv: `Till utloggning, i bruk högst ${counted(sessionLifetimeDays, 'dag', 'dagar')}; avslutade tas bort senast vid nästa inloggning eller raderingen.`,
      en: `Until sign-out, valid for at most ${counted(sessionLifetimeDays, 'day', 'days')}; the next sign-in or erasure removes ended ones at the latest.`,
    },
    link: {
      fi: `Kunnes linkki on käytetty tai korvattu tai tili poistettu; linkki toimii enintään ${keepAliveLinkDays} päivän ajan.`,
      sv: `Tills länken använts eller ersatts eller kontot raderats; en länk fungerar högst ${counted(keepAliveLinkDays, 'dag', 'dagar')}.`,
      en: `Until the link is used or replaced, or the account erased; a link works for at most ${counted(keepAliveLinkDays, 'day', 'days')}.`,
    },
    former: {
      fi: `Kunnes aiempaan osoitteeseen on lähetetty viesti osoitteen vaihtumisesta; sen jälkeen kun ${former} päivää on kulunut, viimeistään tilin seuraava tapahtuma tai tietojen poisto poistaa osoitteen.`,
      sv: `Tills meddelandet om adressändringen har skickats till den tidigare adressen; när ${counted(former, 'dag', 'dagar')} har gått tas adressen bort senast vid kontots nästa händelse eller raderingen.`,
      en: `Until the message about the change has been sent to the former address; after ${counted(former, 'day', 'days')} the next event of the account, or erasure, removes it at the latest.`,
    },
    told: {
      fi: 'Kunnes järjestelmä on kuitannut saaneensa tiedon.',
      sv: 'Tills systemet har bekräftat att det har fått uppgiften.',
      en: 'Until the system has confirmed that it has received the information.',
    },
    legacy: {
      fi: `Aiemmasta järjestelmästä siirretty salasanan tiiviste säilyy salattuna ensimmäiseen kirjautumiseen asti, enintään ${legacyHashDays} päivää.`,
      sv: `Kontrollsumman av lösenordet från det tidigare systemet sparas krypterad till den första inloggningen, högst ${counted(legacyHashDays, 'dag', 'dagar')}.`,
      en: `The hash of the password from the former system is kept, encrypted, until the first sign-in, for at most ${counted(legacyHashDays, 'day', 'days')}.`,
    },
    factor: {
      fi: 'Kunnes poistat sen itse, ylläpito poistaa sen pyynnöstäsi tai tilin tiedot poistetaan.',
      sv: 'Tills du själv tar bort det, administrationen tar bort det på din begäran eller kontots uppgifter raderas.',
      en: "Until you remove it, the administration removes it at your request, or the account's data is erased.",
    },
    attempts: {
      fi: `Tilin mukana; osoitteen ja lähteen tiivisteen alla ${throttleKeptDays + 1} päivän ajan.`,
      sv: `Med kontot; under en kontrollsumma av adress och källa ${counted(throttleKeptDays + 1, 'dag', 'dagar')}.`,
      en: `With the account; under a keyed hash of address and source for ${counted(throttleKeptDays + 1, 'day', 'days')}.`,
    },
    mail: {
      fi: `${mailKeptDays} päivän ajan.`,
      sv: `${counted(mailKeptDays, 'dag', 'dagar')}.`,
      en: `${counted(mailKeptDays, 'day', 'days')}.`,
    },
    import: {
      fi: `Tuodut rivit poistetaan ${importKeptDays} päivän kuluessa.`,
      sv: `Importerade rader raderas inom ${counted(importKeptDays, 'dag', 'dagar')}.`,
      en: `Imported rows are deleted within ${counted(importKeptDays, 'day', 'days')}.`,
    },
    service: {
      fi: 'Niin kauan kuin palvelu toimii.',
      sv: 'Så länge tjänsten finns.',
      en: 'As long as the service exists.',
    },
  };
}
