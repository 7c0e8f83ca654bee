/** Texts for events: who did what, and what changed, without codes or ids. */
import type { FactorMethod } from '../../policy/factor-kinds.ts';
import type { NamedAs } from '../../policy/named-as.ts';
import type { ReviewAnswer, ReviewOutcome } from '../../policy/review-answers.ts';
import type { ErasureRule } from '../../policy/statuses.ts';
import { inEveryLanguage } from '../language.tsx';

type Who = Record<
  Exclude<NamedAs, 'person' | 'organization' | 'system'> | 'service' | 'you',
  string
>;

type Texts = {
  at: string;
  event: string;
  by: string;
  about: string;
  unfinished: string;
  who: Who;
  notice: string;
  yes: string;
  no: string;
  nothing: string;
  everything: string;
  rules: Record<ErasureRule, string>;
  methods: Record<FactorMethod, string>;
  pending: Record<'address_change' | 'password_reset', string>;
  outcomes: Record<'done' | 'declined' | ReviewOutcome, string>;
  reviewAnswers: Record<ReviewAnswer, string>;
  invitedBy: Record<'invitation' | 'import', string>;
  queues: Record<'now' | 'later' | 'signals', string>;
  levels: Record<'info' | 'warning' | 'disruption', string>;
  labels: Record<Label, string>;
};

export type Label =
  | 'role'
  | 'reason'
  | 'mail'
  | 'method'
  | 'language'
  | 'version'
  | 'request'
  | 'event'
  | 'dueOn'
  | 'outcome'
  | 'backup'
  | 'erasedAgain'
  | 'movedIn'
  | 'refused'
  | 'daysBefore'
  | 'addresses'
  | 'invitedBy'
  | 'format'
  | 'events'
  | 'change'
  | 'level'
  | 'from'
  | 'until'
  | 'acknowledge'
  | 'toDeactivate'
  | 'toErase'
  | 'fields'
  | 'queue'
  | 'proposedBy'
  | 'organization'
  | 'subject'
  | 'receiver'
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'employmentEndsOn'
  | 'domains'
  | 'roles'
  | 'approval'
  | 'invitationDays'
  | 'peopleMax'
  | 'proposals'
  | 'reviewMonths'
  | 'answer'
  | 'against'
  | 'stands'
  | 'unanswered'
  | 'endedInSystems'
  | 'unconfirmed'
  | 'broughtBack'
  | 'alreadyRestored'
  | 'deactivatedAgain'
  | 'alreadyErased'
  | 'people'
  | 'since'
  | 'system'
  | SystemField;

type SystemField =
  | 'redirectUris'
  | 'postLogoutRedirectUris'
  | 'backchannelLogoutUri'
  | 'authentication'
  | 'pkceRequired'
  | 'idTokenAlgorithm'
  | 'groupsClaim'
  | 'keys';

const fi: Texts = {
  at: 'Aika',
  event: 'Tapahtuma',
  by: 'Tekijä',
  about: 'Kohde',
  unfinished: 'kesken',
  who: {
    service: 'palvelu',
    you: 'sinä',
    erased: 'henkilö, jonka tiedot on poistettu',
    administrator: 'ylläpitäjä',
    elsewhere: 'toisesta organisaatiosta',
    unknown: 'tuntematon',
  },
  notice: 'palvelu',
  yes: 'kyllä',
  no: 'ei',
  nothing: 'ei rajaa',
  everything: 'kaikki',
  rules: {
    inactivity: 'tiliä ei käytetty pitkään aikaan',
    administration: 'ylläpitäjä tai pääkäyttäjä poisti tilin käytöstä',
    employment_ended: 'palvelussuhde päättyi',
    unconfirmed: 'palvelussuhdetta ei vahvistettu',
    closed_by_user: 'henkilö sulki tilinsä',
    invitation_unused: 'kutsua ei käytetty',
    invitation_revoked: 'kutsu peruttiin',
    approval_not_given: 'kutsua ei hyväksytty',
    data_request: 'henkilön oma pyyntö',
    erased: 'ylläpitäjä poisti tiedot',
  },
  methods: {
    totp: 'todentajasovellus',
    passkey: 'pääsyavain',
    recovery_code: 'palautuskoodi',
  },
  pending: { address_change: 'uusi sähköpostiosoite', password_reset: 'uusi salasana' },
  outcomes: {
    done: 'toteutettiin',
    declined: 'ei toteutettu',
    complete: 'kaikista vastattiin',
    unconfirmed: 'osa jäi vahvistamatta',
    silent: 'kukaan ei vastannut',
  },
  reviewAnswers: {
    here: 'työskentelee edelleen',
    role: 'rooli on vaihtunut',
    moved: 'siirtynyt toiseen organisaatioon',
    left: 'lähtenyt tai lähtee',
  },
  invitedBy: { invitation: 'yksitellen', import: 'tiedostosta' },
  queues: { now: 'heti lähtevät', later: 'ajastetut', signals: 'järjestelmille' },
  levels: { info: 'tiedote', warning: 'varoitus', disruption: 'häiriö' },
  labels: {
    role: 'Rooli',
    reason: 'Syy',
    mail: 'Viesti',
    method: 'Vahvistustapa',
    language: 'Kieli',
    version: 'Versio',
    request: 'Pyyntö',
    event: 'Tapahtuma',
    dueOn: 'Vastattava viimeistään',
    outcome: 'Päätös',
    backup: 'Varmuuskopio',
    erasedAgain: 'Uudelleen poistettuja',
    movedIn: 'Siirrettyjä',
    refused: 'Siirto ei onnistunut',
    daysBefore: 'Päiviä ennen käytöstä poistamista',
    addresses: 'Osoitteita',
    invitedBy: 'Kutsuttu',
    format: 'Tiedostomuoto',
    events: 'Tapahtumia',
    change: 'Muutos',
    level: 'Laji',
    from: 'Alkaen',
    until: 'Päättyen',
    acknowledge: 'Jokaisen on vahvistettava lukeneensa',
    toDeactivate: 'Käytöstä poistettavia tilejä',
    toErase: 'Poistettavia henkilöitä',
    fields: 'Muuttui',
    queue: 'Jono',
    proposedBy: 'Ehdottaja',
    organization: 'Organisaatio',
    subject: 'Kohde',
    receiver: 'Vastaanottava organisaatio',
    name: 'Nimi',
    firstName: 'Etunimi',
    lastName: 'Sukunimi',
    employmentEndsOn: 'Palvelussuhteen päättymispäivä',
    domains: 'Sallitut verkkotunnukset',
    roles: 'Pääkäyttäjien antamat roolit',
    approval: 'Kutsun hyväksyntä',
    invitationDays: 'Kutsun voimassaolo päivinä',
    peopleMax: 'Henkilöitä enintään',
    reviewMonths: 'Tarkistusten väli kuukausina',
    answer: 'Vastaus',
    against: 'Toisen henkilön vastaus',
    stands: 'Voimaan jäänyt vastaus',
    unanswered: 'Ilman vastausta',
    endedInSystems: 'Istuntoja päättyi järjestelmissä',
    unconfirmed: 'Vahvistamatta',
    proposals: 'Kollegan ehdottaminen',
    broughtBack: 'Palautettuja',
    alreadyRestored: 'Jo aiemmin palautettuja',
    deactivatedAgain: 'Sittemmin muulla tavalla käytöstä poistettuja',
    alreadyErased: 'Henkilöitä, joiden tiedot on poistettu',
    people: 'Henkilöitä',
    since: 'Keskeytetty',
    system: 'Järjestelmä',
    redirectUris: 'Paluuosoitteet',
    postLogoutRedirectUris: 'Paluuosoitteet uloskirjautumisen jälkeen',
    backchannelLogoutUri: 'Uloskirjautumisilmoituksen osoite',
    authentication: 'Järjestelmän tunnistaminen',
    pkceRequired: 'PKCE-vaatimus',
    idTokenAlgorithm: 'Allekirjoitusalgoritmi',
    groupsClaim: 'Ryhmien kenttä',
    keys: 'Julkiset avaimet',
  },
};

const sv: Texts = {
  at: 'Tid',
  event: 'Händelse',
  by: 'Av',
  about: 'Gäller',
  unfinished: 'pågår',
  who: {
    service: 'tjänsten',
    you: 'du',
    erased: 'person vars uppgifter har raderats',
    administrator: 'en administratör',
    elsewhere: 'i en annan organisation',
    unknown: 'okänd',
  },
  notice: 'tjänsten',
  yes: 'ja',
  no: 'nej',
  nothing: 'ingen gräns',
  everything: 'alla',
  rules: {
    inactivity: 'kontot hade inte använts på länge',
    administration: 'en administratör eller huvudanvändare inaktiverade kontot',
    employment_ended: 'anställningen upphörde',
    unconfirmed: 'anställningen bekräftades inte',
    closed_by_user: 'personen stängde sitt konto',
    invitation_unused: 'inbjudan användes inte',
    invitation_revoked: 'inbjudan återkallades',
    approval_not_given: 'inbjudan godkändes inte',
    data_request: 'personens egen begäran',
    erased: 'en administratör raderade uppgifterna',
  },
  methods: {
    totp: 'autentiseringsapp',
    passkey: 'lösennyckel',
    recovery_code: 'återställningskod',
  },
  pending: { address_change: 'ny e-postadress', password_reset: 'nytt lösenord' },
  outcomes: {
    done: 'genomfördes',
    declined: 'genomfördes inte',
    complete: 'alla fick svar',
    unconfirmed: 'en del bekräftades inte',
    silent: 'ingen svarade',
  },
  reviewAnswers: {
    here: 'arbetar fortfarande',
    role: 'rollen har ändrats',
    moved: 'har flyttat till en annan organisation',
    left: 'har slutat eller slutar',
  },
  invitedBy: { invitation: 'en i taget', import: 'från en fil' },
  queues: { now: 'skickas genast', later: 'schemalagda', signals: 'till system' },
  levels: { info: 'meddelande', warning: 'varning', disruption: 'störning' },
  labels: {
    role: 'Roll',
    reason: 'Orsak',
    mail: 'Meddelande',
    method: 'Verifieringsmetod',
    language: 'Språk',
    version: 'Version',
    request: 'Begäran',
    event: 'Händelse',
    dueOn: 'Besvaras senast',
    outcome: 'Beslut',
    backup: 'Säkerhetskopia',
    erasedAgain: 'Raderade på nytt',
    movedIn: 'Flyttade',
    refused: 'Flytten lyckades inte',
    daysBefore: 'Dagar före inaktiveringen',
    addresses: 'Adresser',
    invitedBy: 'Bjöds in',
    format: 'Filformat',
    events: 'Händelser',
    change: 'Ändring',
    level: 'Typ',
    from: 'Från',
    until: 'Till',
    acknowledge: 'Alla ska bekräfta att de har läst',
    toDeactivate: 'Konton att inaktivera',
    toErase: 'Personer att radera',
    fields: 'Ändrades',
    queue: 'Kö',
    proposedBy: 'Föreslogs av',
    organization: 'Organisation',
    subject: 'Gäller',
    receiver: 'Mottagande organisation',
    name: 'Namn',
    firstName: 'Förnamn',
    lastName: 'Efternamn',
    employmentEndsOn: 'Anställningens sista dag',
    domains: 'Tillåtna domäner',
    roles: 'Roller som huvudanvändarna ger',
    approval: 'Godkännande av inbjudan',
    invitationDays: 'Inbjudans giltighet i dagar',
    peopleMax: 'Högst så här många personer',
    reviewMonths: 'Månader mellan granskningar',
    answer: 'Svar',
    against: 'En annan persons svar',
    stands: 'Svaret som gäller',
    unanswered: 'Utan svar',
    endedInSystems: 'Sessioner som avslutades i system',
    unconfirmed: 'Inte bekräftade',
    proposals: 'Förslag på kolleger',
    broughtBack: 'Återställda',
    alreadyRestored: 'Återställda redan tidigare',
    deactivatedAgain: 'Inaktiverade på annat sätt sedan dess',
    alreadyErased: 'Personer vars uppgifter har raderats',
    people: 'Personer',
    since: 'Pausad sedan',
    system: 'System',
    redirectUris: 'Returadresser',
    postLogoutRedirectUris: 'Returadresser efter utloggning',
    backchannelLogoutUri: 'Adress för meddelanden om utloggning',
    authentication: 'Autentisering av systemet',
    pkceRequired: 'Krav på PKCE',
    idTokenAlgorithm: 'Signeringsalgoritm',
    groupsClaim: 'Fält för grupper',
    keys: 'Publika nycklar',
  },
};

const en: Texts = {
  at: 'Time',
  event: 'Event',
  by: 'By',
  about: 'About',
  unfinished: 'under way',
  who: {
    service: 'the service',
    you: 'you',
    erased: 'erased person',
    administrator: 'an administrator',
    elsewhere: 'in another organization',
    unknown: 'unknown',
  },
  notice: 'the service',
  yes: 'yes',
  no: 'no',
  nothing: 'no limit',
  everything: 'all',
  rules: {
    inactivity: 'the account was not used for a long time',
    administration: 'an administrator or primary user deactivated the account',
    employment_ended: 'the employment ended',
    unconfirmed: 'the employment was not confirmed',
    closed_by_user: 'the person closed the account',
    invitation_unused: 'the invitation was not used',
    invitation_revoked: 'the invitation was revoked',
    approval_not_given: 'the invitation was not approved',
    data_request: "the person's own request",
    erased: 'an administrator erased the data',
  },
  methods: { totp: 'authenticator app', passkey: 'passkey', recovery_code: 'recovery code' },
  pending: { address_change: 'new e-mail address', password_reset: 'new password' },
  outcomes: {
    done: 'fulfilled',
    declined: 'declined',
    complete: 'everybody was answered about',
    unconfirmed: 'some remained unconfirmed',
    silent: 'nobody answered',
  },
  reviewAnswers: {
    here: 'still works there',
    role: 'has another role',
    moved: 'has moved to another organization',
    left: 'has left or is leaving',
  },
  invitedBy: { invitation: 'one by one', import: 'from a file' },
  queues: { now: 'sent immediately', later: 'scheduled', signals: 'to systems' },
  levels: { info: 'notice', warning: 'warning', disruption: 'disruption' },
  labels: {
    role: 'Role',
    reason: 'Reason',
    mail: 'E-mail',
    method: 'Method',
    language: 'Language',
    version: 'Version',
    request: 'Request',
    event: 'Event',
    dueOn: 'Answer by',
    outcome: 'Decision',
    backup: 'Backup',
    erasedAgain: 'Erased again',
    movedIn: 'Moved in',
    refused: 'Failed to move in',
    daysBefore: 'Days before deactivation',
    addresses: 'Addresses',
    invitedBy: 'Invited',
    format: 'File format',
    events: 'Events',
    change: 'Change',
    level: 'Kind',
    from: 'From',
    until: 'Until',
    acknowledge: 'Everyone must acknowledge it',
    toDeactivate: 'Accounts to deactivate',
    toErase: 'People to erase',
    fields: 'Changed',
    queue: 'Queue',
    proposedBy: 'Proposed by',
    organization: 'Organization',
    subject: 'About',
    receiver: 'Receiving organization',
    name: 'Name',
    firstName: 'First name',
    lastName: 'Last name',
    employmentEndsOn: 'End of employment',
    domains: 'Allowed address domains',
    roles: 'Roles that primary users assign',
    approval: 'Approval of an invitation',
    invitationDays: 'Invitation validity in days',
    peopleMax: 'Maximum number of people',
    reviewMonths: 'Months between reviews',
    answer: 'Answer',
    against: "Another person's answer",
    stands: 'The answer that stands',
    unanswered: 'Without an answer',
    endedInSystems: 'Sessions ended in systems',
    unconfirmed: 'Unconfirmed',
    proposals: 'Proposing a colleague',
    broughtBack: 'Restored',
    alreadyRestored: 'Already restored',
    deactivatedAgain: 'Deactivated in another way since',
    alreadyErased: 'Already erased',
    people: 'People',
    since: 'Paused since',
    system: 'System',
    redirectUris: 'Redirect addresses',
    postLogoutRedirectUris: 'Redirect addresses after signing out',
    backchannelLogoutUri: 'Address for sign-out messages',
    authentication: 'Authentication of the system',
    pkceRequired: 'PKCE requirement',
    idTokenAlgorithm: 'Signing algorithm',
    groupsClaim: 'Claim for groups',
    keys: 'Public keys',
  },
};

export const eventTexts = inEveryLanguage({ fi, sv, en });
