/** A person's data as a page without script or style, in the person's language. */
import { escapeHtml } from '../policy/escape-html.ts';
import type { Language } from '../policy/languages.ts';
import { roleNames } from '../policy/role-names.ts';
import type { MyData } from '../privacy/my-data.ts';

const words = {
  fi: {
    title: 'Tietosi palvelussa',
    made: 'Tiedot on koottu',
    profile: 'Perustiedot',
    name: 'Nimi',
    email: 'Sähköpostiosoite',
    organization: 'Kotiorganisaatio',
    role: 'Rooli',
    language: 'Kieli',
    dates: 'Päivämäärät',
    invited: 'Kutsuttu',
    activated: 'Otettu käyttöön',
    active: 'Viimeksi käytetty',
    ends: 'Voimassa ilman käyttöä',
    notice: 'Hyväksytty tietosuojaseloste, versio',
    sessions: 'Istunnot',
    pending: 'Vireillä olevat muutokset',
    pendingWhat: { address_change: 'Uusi sähköpostiosoite', password_reset: 'Uusi salasana' },
    factors: 'Kaksivaiheinen tunnistautuminen',
    requests: 'Pyyntösi',
    events: 'Tapahtumat',
    by: { person: 'sinä', service: 'palvelu', somebody_else: 'toinen henkilö' },
  },
  sv: {
    title: 'Dina uppgifter i tjänsten',
    made: 'Uppgifterna sammanställdes',
    profile: 'Grunduppgifter',
    name: 'Namn',
    email: 'E-postadress',
    organization: 'Hemorganisation',
    role: 'Roll',
    language: 'Språk',
    dates: 'Datum',
    invited: 'Inbjuden',
    activated: 'Aktiverad',
    active: 'Senast använd',
    ends: 'Giltig utan användning till',
    notice: 'Läst dataskyddsbeskrivning, version',
    sessions: 'Sessioner',
    pending: 'Väntande ändringar',
    pendingWhat: { address_change: 'Ny e-postadress', password_reset: 'Nytt lösenord' },
    factors: 'Tvåstegsverifiering',
    requests: 'Dina begäranden',
    events: 'Händelser',
    by: { person: 'du', service: 'tjänsten', somebody_else: 'en annan person' },
  },
  en: {
    title: 'Your data in the service',
    made: 'The data was compiled',
    profile: 'Profile',
    name: 'Name',
    email: 'E-mail address',
    organization: 'Home organization',
    role: 'Role',
    language: 'Language',
    dates: 'Dates',
    invited: 'Invited',
    activated: 'Activated',
    active: 'Last used',
    ends: 'Valid without use until',
    notice: 'Privacy notice read, version',
    sessions: 'Sessions',
    pending: 'Pending changes',
    pendingWhat: { address_change: 'New e-mail address', password_reset: 'New password' },
    factors: 'Two-step verification',
    requests: 'Your requests',
    events: 'Events',
    by: { person: 'you', service: 'the service', somebody_else: 'another person' },
  },
} as const;

/** @returns HTML in which all text from the data is escaped */
export function myDataPage(data: MyData, language: Language): string {
  const w = words[language];
  const { profile } = data;
  const when = (at: string | undefined) => (at === undefined ? '–' : shown(at, language));
  const lists = [
    section(w.profile, [
      [w.name, `${profile.firstName} ${profile.lastName}`],
      [w.email, profile.email],
      [w.organization, data.organizationName],
      [w.role, roleNames[language][profile.role]],
      [w.language, profile.language],
      [w.notice, String(data.acknowledgement.version ?? '–')],
    ]),
    section(w.dates, [
      [w.invited, when(profile.invitedAt)],
      [w.activated, when(profile.activatedAt)],
      [w.active, when(profile.lastActivityAt)],
      [w.ends, when(profile.deactivateAt)],
    ]),
    section(
      w.sessions,
      data.sessions.map(({ createdAt, expiresAt, systems }) => [
        when(createdAt),
        [when(expiresAt), ...systems.map(({ name }) => name[language])].join(', '),
      ]),
    ),
    section(
      w.pending,
      data.pendingChanges.map(({ requestedAt, what, email }) => [
        when(requestedAt),
        [w.pendingWhat[what], email].filter((text) => text !== undefined).join(' · '),
      ]),
    ),
    section(
      w.factors,
      data.secondFactors.map(({ createdAt, name }) => [when(createdAt), name]),
    ),
    section(
      w.requests,
      data.requests.map(({ filedAt, kind, note, answer }) => [
        when(filedAt),
        [kind, note, answer].filter((text) => text !== undefined).join(' · '),
      ]),
    ),
    section(
      w.events,
      data.events.map(({ at, kind, by }) => [when(at), `${kind} (${w.by[by]})`]),
    ),
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${w.title}</title>
</head>
<body>
<main>
<h1>${w.title}</h1>
<p>${w.made} ${when(data.madeAt)}</p>
${lists.join('\n')}
</main>
</body>
</html>
`;
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const items = rows.map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<section><h2>${title}</h2><dl>${items.join('')}</dl></section>`;
}

function shown(at: string, language: Language): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Helsinki' } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, style).format(
    new Date(at),
  );
}
