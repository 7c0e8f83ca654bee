/** Texts for the page of events. */
import { inEveryLanguage } from '../../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Kuka teki mitä ja milloin. Nimet haetaan vasta näytettäessä: tapahtumat säilyvät, mutta poistetun henkilön nimi ei. Myös tapahtumien katselu on tapahtuma.',
    chain:
      'Tapahtumia ei voi muuttaa eikä poistaa huomaamatta: jokainen on sidottu edelliseen, ja palvelu tarkistaa ketjun.',
    from: 'Alkaen',
    until: 'Päättyen',
    show: 'Näytä tapahtumat',
    empty: 'Ehdoilla ei löytynyt tapahtumia. Kokeile väljempiä ehtoja.',
    subject: 'Henkilö tai organisaatio',
    subjectHint: 'Kirjoita osa nimestä ja valitse luettelosta.',
    chosen: 'Vain tapahtumat, joiden kohde on',
    everyone: 'Näytä kaikkien tapahtumat',
    csv: 'Lataa CSV-tiedostona',
    jsonl: 'Lataa JSON-riveinä',
  },
  sv: {
    lead: 'Vem gjorde vad och när. Namnen hämtas först när de visas: händelserna bevaras, men inte namnet på en person som har raderats. Att läsa händelserna är också en händelse.',
    chain:
      'Händelserna kan inte ändras eller tas bort obemärkt: varje händelse är bunden till den föregående, och tjänsten kontrollerar kedjan.',
    from: 'Från',
    until: 'Till',
    show: 'Visa händelser',
    empty: 'Inga händelser hittades. Pröva med färre filter.',
    subject: 'Person eller organisation',
    subjectHint: 'Skriv en del av namnet och välj i listan.',
    chosen: 'Endast händelser som gäller',
    everyone: 'Visa händelser för alla',
    csv: 'Hämta som CSV',
    jsonl: 'Hämta som JSON-rader',
  },
  en: {
    lead: 'Who did what, and when. Names are looked up only for display: events are kept, but not the name of an erased person. Viewing events is also an event.',
    chain:
      'No event can be changed or removed unnoticed: each is chained to the previous one, and the service verifies the chain.',
    from: 'From',
    until: 'Until',
    show: 'Show events',
    empty: 'No events match the filters. Try fewer filters.',
    subject: 'Person or organization',
    subjectHint: 'Type part of a name and choose from the list.',
    chosen: 'Only events about',
    everyone: 'Show events about everyone',
    csv: 'Download as CSV',
    jsonl: 'Download as JSON lines',
  },
});
