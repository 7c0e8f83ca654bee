/** Texts for the page about expiring accounts. */
import { counted } from '../../../policy/counted.ts';
import { inEveryLanguage } from '../../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Tunnukset, joille tapahtuu jotain lähiaikoina, ellei kukaan tee mitään. Tunnus säilyy, kun henkilö kirjautuu tai vahvistaa ilmoituksen linkistä, että tarvitsee sitä. Muuten se poistuu käytöstä itsestään.',
    days: 'Ajanjakso',
    daysOf: (count: number) => counted(count, 'päivä', 'päivää'),
    plot: 'Tunnuksia viikossa',
    week: (day: string) => `Viikko, joka alkaa ${day}`,
    empty: 'Mitään ei ole tulossa tällä ajanjaksolla.',
    total: (count: string) => `Tapahtumia: ${count}`,
    at: 'Päivä',
    step: 'Mitä tapahtuu',
    why: 'Miksi',
    steps: {
      decline: 'ehdotus raukeaa',
      remind: 'kutsusta muistutetaan',
      notice: 'henkilölle ilmoitetaan',
      deactivate: 'tunnus poistuu käytöstä',
      erase: 'tiedot poistetaan',
    },
  },
  sv: {
    lead: 'Konton för vilka något händer snart om ingen gör något. Kontot finns kvar när personen loggar in eller bekräftar via länken i meddelandet att det behövs. Annars inaktiveras det av sig självt.',
    days: 'Period',
    daysOf: (count: number) => counted(count, 'dag', 'dagar'),
    plot: 'Konton per vecka',
    week: (day: string) => `Veckan som börjar ${day}`,
    empty: 'Inget händer under perioden.',
    total: (count: string) => `Händelser: ${count}`,
    at: 'Dag',
    step: 'Vad som händer',
    why: 'Varför',
    steps: {
      decline: 'förslaget förfaller',
      remind: 'en påminnelse om inbjudan skickas',
      notice: 'personen får ett meddelande',
      deactivate: 'kontot inaktiveras',
      erase: 'uppgifterna raderas',
    },
  },
  en: {
    lead: 'Accounts that will change soon unless somebody acts. An account stays active if the person signs in or confirms with the link in the notice that it is needed. Otherwise it is deactivated automatically.',
    days: 'Period',
    daysOf: (count: number) => counted(count, 'day', 'days'),
    plot: 'Accounts by week',
    week: (day: string) => `Week starting ${day}`,
    empty: 'Nothing is due in this period.',
    total: (count: string) => `Upcoming events: ${count}`,
    at: 'Day',
    step: 'What happens',
    why: 'Why',
    steps: {
      decline: 'the proposal lapses',
      remind: 'a reminder of the invitation is sent',
      notice: 'the person is notified',
      deactivate: 'the account is deactivated',
      erase: 'the data is erased',
    },
  },
});
