/** What the service's timers and mail queues are called; a newer release's are shown by their ids. */
import { inEveryLanguage } from '../language.tsx';

type Names = { timers: Readonly<Record<string, string>>; queues: Readonly<Record<string, string>> };

const fi: Names = {
  timers: {
    repair: 'Keskeneräisten muutosten loppuunvienti',
    firstAdministrator: 'Ensimmäisen ylläpitäjän kutsuminen',
    mailOutcomes: 'Viestien perillemenon tarkistus',
    keys: 'Avainten vaihto',
    lifecycle: 'Tilien automaattinen poisto',
    reviews: 'Palvelussuhteiden tarkistukset',
    census: 'Henkilömäärien tarkistus',
    searchIndex: 'Hakuhakemiston tarkistus',
    retention: 'Vanhojen tietojen poisto',
    auditRoots: 'Tapahtumaketjun sinetöinti',
    backup: 'Varmuuskopiointi',
    backupCopies: 'Varmuuskopioiden kopiointi toiselle tallennustilille',
    digest: 'Viikkokooste vanhenevista tileistä',
  },
  queues: {
    'mail-now': 'Heti lähtevät viestit',
    'mail-later': 'Ajastetut viestit',
    signals: 'Ilmoitukset järjestelmille',
  },
};

const sv: Names = {
  timers: {
    repair: 'Slutförande av oavslutade ändringar',
    firstAdministrator: 'Inbjudan till den första administratören',
    mailOutcomes: 'Kontroll av att meddelanden har kommit fram',
    keys: 'Byte av nycklar',
    lifecycle: 'Automatisk rensning av konton',
    reviews: 'Granskningar av anställningar',
    census: 'Kontroll av antalet personer',
    searchIndex: 'Kontroll av sökindexet',
    retention: 'Radering av gamla uppgifter',
    auditRoots: 'Försegling av händelsekedjan',
    backup: 'Säkerhetskopiering',
    backupCopies: 'Kopiering av säkerhetskopior till det andra lagringskontot',
    digest: 'Veckosammandrag om konton som går ut',
  },
  queues: {
    'mail-now': 'Meddelanden som skickas genast',
    'mail-later': 'Schemalagda meddelanden',
    signals: 'Meddelanden till system',
  },
};

const en: Names = {
  timers: {
    repair: 'Completing unfinished changes',
    firstAdministrator: 'Inviting the first administrator',
    mailOutcomes: 'Checking whether e-mails arrived',
    keys: 'Rotating keys',
    lifecycle: 'Automatic clean-up of accounts',
    reviews: 'Reviews of employment',
    census: 'Checking the numbers of people',
    searchIndex: 'Checking the search index',
    retention: 'Removing old data',
    auditRoots: 'Sealing the chain of events',
    backup: 'Backup',
    backupCopies: 'Copying backups to the second storage account',
    digest: 'Weekly e-mail about expiring accounts',
  },
  queues: {
    'mail-now': 'E-mails sent at once',
    'mail-later': 'Scheduled e-mails',
    signals: 'Notifications to systems',
  },
};

export const serviceNames = inEveryLanguage({ fi, sv, en });
