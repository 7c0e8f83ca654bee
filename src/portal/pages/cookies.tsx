/** What the pages store in the browser: the session cookie and four local storage items. */
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { Heading } from '../ui/heading.tsx';
import { Table } from '../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Palvelu käyttää vain välttämättömiä evästeitä. Kävijöitä ei seurata, eikä sivuilla ole muiden palvelujen sisältöä. Siksi suostumusta ei kysytä.',
    caption: 'Selaimeen tallennettavat tiedot',
    name: 'Nimi',
    kind: 'Laji',
    purpose: 'Mihin sitä tarvitaan',
    kept: 'Säilytysaika',
    cookie: 'eväste',
    storage: 'selaimen muisti',
    session: 'Pitää sinut kirjautuneena. Sivun ohjelmat eivät voi lukea sitä.',
    days: (count: number) => `enintään ${count} päivän ajan tai uloskirjautumiseen asti`,
    hint: 'Kertoo, että istunto on auki, jotta muutkin ikkunat huomaavat uloskirjautumisen.',
    renewing:
      'Kertoo, että istunnon jatkaminen on kesken, jotta pysyt kirjautuneena, vaikka lataat sivun uudelleen.',
    answer: 'kunnes palvelu vastaa',
    untilOut: 'uloskirjautumiseen asti',
    system: 'Vie sinut kirjautumisen jälkeen takaisin järjestelmään, josta tulit.',
    minutes: (count: number) => `enintään ${counted(count, 'minuutti', 'minuuttia')}`,
    language: 'Muistaa valitsemasi kielen.',
    untilRemoved: 'kunnes poistat sen selaimesta',
  },
  sv: {
    lead: 'Tjänsten använder bara nödvändiga kakor. Besökare följs inte och sidorna har inget innehåll från andra tjänster. Därför frågar vi inte om samtycke.',
    caption: 'Uppgifter som sparas i webbläsaren',
    name: 'Namn',
    kind: 'Typ',
    purpose: 'Vad den behövs till',
    kept: 'Lagringstid',
    cookie: 'kaka',
    storage: 'webbläsarens minne',
    session: 'Håller dig inloggad. Sidans program kan inte läsa den.',
    days: (count: number) => `högst ${counted(count, 'dag', 'dagar')} eller tills du loggar ut`,
    hint: 'Visar att en session är öppen, så att också andra fönster märker att du loggar ut.',
    renewing:
      'Visar att sessionen just förlängs, så att du förblir inloggad även om du laddar om sidan.',
    answer: 'tills tjänsten svarar',
    untilOut: 'tills du loggar ut',
    system: 'Leder dig efter inloggningen tillbaka till systemet som du kom från.',
    minutes: (count: number) => `högst ${counted(count, 'minut', 'minuter')}`,
    language: 'Minns språket du har valt.',
    untilRemoved: 'tills du tar bort den ur webbläsaren',
  },
  en: {
    lead: 'The service uses only necessary cookies. Visitors are not tracked, and the pages contain nothing from other services. That is why we do not ask for consent.',
    caption: 'Data stored in the browser',
    name: 'Name',
    kind: 'Kind',
    purpose: 'Purpose',
    kept: 'Kept for',
    cookie: 'cookie',
    storage: 'browser storage',
    session: "Keeps you signed in. The page's scripts cannot read it.",
    days: (count: number) => `up to ${counted(count, 'day', 'days')}, or until you sign out`,
    hint: 'Indicates an open session, so that other windows notice when you sign out.',
    renewing:
      'Indicates that your session is being renewed, so that you stay signed in if you reload the page.',
    answer: 'until the service responds',
    untilOut: 'until you sign out',
    system: 'Leads you back, once you have signed in, to the system that you came from.',
    minutes: (count: number) => `up to ${counted(count, 'minute', 'minutes')}`,
    language: 'Remembers your choice of language.',
    untilRemoved: 'until you remove it from the browser',
  },
});

export default function Cookies({ title }: PageProps) {
  const text = useTexts(texts);
  const rows = [
    ['__Host-refresh', text.cookie, text.session, text.days(limit.sessionLifetimeDays)],
    ['signedIn', text.storage, text.hint, text.untilOut],
    ['renewing', text.storage, text.renewing, text.answer],
    ['authorizing', text.storage, text.system, text.minutes(limit.signInAgainMinutes)],
    ['language', text.storage, text.language, text.untilRemoved],
  ] as const;
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Table
        caption={text.caption}
        rows={rows}
        keyOf={([name]) => name}
        empty={text.caption}
        columns={[
          { title: text.name, cell: ([name]) => <code>{name}</code> },
          { title: text.kind, cell: ([, kind]) => kind },
          { title: text.purpose, cell: ([, , purpose]) => purpose },
          { title: text.kept, cell: ([, , , kept]) => kept },
        ]}
      />
    </>
  );
}
