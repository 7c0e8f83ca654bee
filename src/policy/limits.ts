/** Every limit of the service, by name and with its unit; printed into src/REFERENCE.md. */

export const limits = {
  bodyBytesMax: { value: 65_536, means: 'size of a request body' },
  jsonDepthMax: { value: 16, means: 'levels of lists and objects in a request body' },
  jsonValuesMax: { value: 10_000, means: 'values in a request body' },
  rawTextCharactersMax: {
    value: 4_000,
    means: 'length of a text that is cleaned; longer is refused',
  },
  searchCharactersMax: { value: 100, means: 'length of a search for people' },
  faultsMax: { value: 100, means: 'faults named in one answer' },
  nameCharactersMax: { value: 100, means: 'length of a first, last or organization name' },
  emailCharactersMax: { value: 254, means: 'length of an e-mail address (RFC 5321)' },
  localPartCharactersMax: { value: 64, means: 'length of what stands before the @ (RFC 5321)' },
  domainCharactersMax: { value: 253, means: 'length of a domain (RFC 1035)' },
  passwordCharactersMin: { value: 15, means: 'length of a password (NIST SP 800-63B-4)' },
  passwordCharactersMax: { value: 256, means: 'length of a password' },
  yearMin: { value: 2000, means: 'first year of a date that one can ask for' },
  yearMax: { value: 2099, means: 'last year of a date that one can ask for' },
  pageRowsMax: { value: 100, means: 'rows on a page of a list' },
  pageRowsDefault: { value: 50, means: 'rows on a page when not asked for' },
  scanRowsMax: { value: 20_000, means: 'people a search or sort across organizations reads' },
  auditWindowMonthsMax: { value: 120, means: 'months of events that one question can span' },
  auditExportRowsMax: { value: 10_000, means: 'events in one export' },
  accessTokenSeconds: { value: 600, means: 'life of an access token' },
  sessionIdleHours: { value: 12, means: 'a session ends when unused for so long' },
  sessionLifetimeDays: { value: 7, means: 'a session ends at the latest after' },
  sessionsPerPersonMax: { value: 10, means: 'sessions of a person; the oldest ends first' },
  resetLinkMinutes: { value: 60, means: 'life of a password reset link' },
  addressLinkHours: { value: 24, means: 'life of an address change link' },
  formerAddressDays: {
    value: 14,
    means: 'days that the message about a change waits for the former address, at most',
  },
  keepAliveLinkDays: { value: 60, means: 'life of a keep-alive link, while the account is active' },
  linksPerPurposeMax: { value: 1, means: 'live links of a person for one purpose' },
  resetMailsPerDay: {
    value: 5,
    means: 'password reset mails to a person a day; later ones wait until the last link has ended',
  },
  addressesToldPerDay: {
    value: 50,
    means:
      'addresses in a day of which a person who is no administrator is told that they are taken',
  },
  resendsPerInvitationDay: {
    value: 5,
    means: 'times a day that an invitation is sent again: its address gets no flood',
  },
  resendsPerPersonDay: { value: 100, means: 'invitations that a person sends again in a day' },
  resendsPerOrganizationDay: {
    value: 200,
    means: 'invitations of an organization sent again in a day',
  },
  invitationMailsPerAddressDay: {
    value: 8,
    means: 'invitation e-mails to an address in a day, whoever invites, revokes and invites anew',
  },
  proposalsPerPersonDay: { value: 20, means: 'colleagues that a person proposes in a day' },
  offersPerPersonDay: {
    value: 100,
    means: 'people that a person offers to other organizations in a day',
  },
  addressChangesPerPersonDay: {
    value: 5,
    means: 'address changes that a person asks for in a day: other mailboxes get no flood',
  },
  otherMailsQuotaPercent: {
    value: 80,
    means:
      'share of an hour of the quota for all e-mails but those that let people in or warn them',
  },
  resetRequestsPerSource: {
    value: 20,
    means: 'requests for a reset link from one source before further ones are refused',
  },
  resetRequestsFromBusySource: {
    value: 1,
    means: 'requests for one address that such a source may still make in that time',
  },
  attemptsPerAccount: { value: 10, means: 'wrong passwords before an account slows down' },
  attemptsPerAccountDay: {
    value: 100,
    means: 'wrong passwords at an account a day; then known sources and reset links only',
  },
  attemptsPerSource: {
    value: 50,
    means: 'wrong passwords from one source (IPv4 address, IPv6 /64) before it counts as busy',
  },
  attemptsFromBusySource: {
    value: 3,
    means: 'passwords of an account that a busy source, new to it, may try in that time',
  },
  attemptsPerSourceDay: {
    value: 1_000,
    means: 'wrong passwords from one source a day; then only accounts that signed in from there',
  },
  attemptsForgottenMinutes: {
    value: 15,
    means: 'after which wrong passwords and requests for reset links are forgotten',
  },
  factorsPerPersonMax: { value: 5, means: 'second factors of a person' },
  factorNameCharactersMax: { value: 60, means: "length of a second factor's name" },
  factorSetUpMinutes: { value: 15, means: 'to confirm a second factor that is being set up' },
  secondStepMinutes: { value: 5, means: 'to complete a sign-in with the second factor' },
  codeCharactersMax: { value: 64, means: 'length of a code as typed, with spaces and marks' },
  totpSecretBytes: { value: 20, means: 'size of the secret of an authenticator app (RFC 4226)' },
  totpStepSeconds: { value: 30, means: 'life of a code of an authenticator app (RFC 6238)' },
  totpDriftSteps: { value: 1, means: 'steps that the clock of an authenticator app may be apart' },
  usedTicketsMax: {
    value: 100,
    means: 'used tickets of second steps that an account remembers until they end',
  },
  wrongCodesPerDay: {
    value: 20,
    means: 'wrong codes of apps in a day, after which codes are refused; other ways stay open',
  },
  wrongCodesTold: {
    value: 5,
    means: 'wrong second steps in a day after the right password, of which the owner is told',
  },
  recoveryCodes: { value: 10, means: 'recovery codes of a person, each for one use' },
  slowAnswerSeconds: { value: 5, means: 'every input is answered within, however malformed' },
  hashQueueMax: {
    value: 10,
    means: 'passwords waiting to be hashed in a process; of more, those of the busiest get 503',
  },
  changeTriesMax: { value: 6, means: 'tries of a change that others race' },
  guardTriesMax: { value: 60, means: 'tries of a claim at a rule for several people' },
  guardPauseMilliseconds: { value: 40, means: 'longest pause between such tries; chance decides' },
  guardClaimsMax: { value: 100, means: 'changes under way at a rule for several people' },
  repairAfterSeconds: { value: 60, means: 'age of an unfinished change before repair takes it' },
  repairReachHours: {
    value: 6,
    means: 'hours that repair always reads back: the clocks of instances may differ by so much',
  },
  repairFullLookHours: { value: 24, means: 'repair looks for unfinished changes of any age every' },
  unfinishedMinutesMax: {
    value: 10,
    means: 'minutes after which an unfinished change is reported; repair should have taken it',
  },
  auditRootAfterMinutes: {
    value: 120,
    means: "minutes after a day's end until its root is written: clocks may differ by so much",
  },
  queueTriesMax: { value: 5, means: 'tries of a mail before it is set aside' },
  keyPublishedAheadHours: { value: 24, means: 'a signing key is published before it is used' },
  keyRotationDays: { value: 90, means: 'a signing key is used for' },
  keyCacheMinutes: { value: 5, means: 'keys are kept in memory' },
  noticeRetryDays: {
    value: 7,
    means: 'days until a notice that could not be given is tried again',
  },
  noticeQuotaPercent: {
    value: 80,
    means: "share of the mail service's quota that notices may use",
  },
  noticeEarlyDaysMax: { value: 14, means: 'days that notices go out early when there are many' },
  guardAccountsMin: { value: 20, means: 'accounts that a run may always deactivate or erase' },
  guardPercentMax: {
    value: 10,
    means: 'share of the active accounts beyond which a run waits for an administrator',
  },
  guardWaitDays: { value: 7, means: 'a run that waits is replaced by a new one after' },
  runSecondsMax: { value: 60, means: 'a run on request goes on for; the timer does the rest' },
  upcomingDaysMax: { value: 366, means: 'days that the list of what comes looks ahead' },
  digestDays: { value: 30, means: 'days that the digest for primary users looks ahead' },
  digestPeopleMax: { value: 50, means: 'people named in one digest; the page shows all' },
  storageAnswerSeconds: { value: 10, means: 'storage is waited for, each try' },
  storageTriesMax: { value: 4, means: 'tries of a storage request' },
  storageSecondsMax: { value: 20, means: 'after which no further try is begun' },
  storagePauseMilliseconds: {
    value: 100,
    means: 'pause between tries; it doubles, and half of it is chance',
  },
  storagePauseMillisecondsMax: { value: 2_000, means: 'longest pause between tries' },
  mailAnswerSeconds: { value: 30, means: 'the mail service is waited for' },
  mailProbeSecondsMin: {
    value: 60,
    means: 'wait after the first failure of the mail service; it doubles with each one',
  },
  mailProbeSecondsMax: { value: 600, means: 'longest wait between tries while it fails' },
  mailRetrySecondsMax: { value: 3_600, means: 'longest wait that the mail service may ask for' },
  mailPauseSecondsMax: {
    value: 10,
    means: 'a wait of so long is spent within the run that sends waiting mails',
  },
  mailRetryRunSeconds: { value: 90, means: 'a run that sends waiting mails goes on for' },
  mailFailuresInRowMax: {
    value: 3,
    means: 'failures one after the other that end a run which had sent mails',
  },
  mailSilentMinutes: {
    value: 15,
    means: 'after which it is reported that the mail service fails',
  },
  mailBusyMinutes: {
    value: 120,
    means: 'after which it is reported that the mail service takes none for lack of quota',
  },
  mailOutcomeMinutes: { value: 10, means: 'after which the outcome of a mail is asked for' },
  mailOutcomeDays: {
    value: 10,
    means: 'days in which the outcome of a mail is asked for; an unknown one is a failure then',
  },
  noticeOutcomeDays: {
    value: 5,
    means: 'the same for a notice of inactivity: fewer than `noticeDaysMin`',
  },
  mailOutcomeAnswerSeconds: { value: 10, means: 'the answer about an outcome is waited for' },
  mailOutcomesAtOnceMax: { value: 4, means: 'questions about outcomes at the same time' },
  mailOutcomeRunSeconds: { value: 240, means: 'a run that asks for outcomes goes on for' },
  deliveryReportsMax: { value: 100, means: 'delivery reports in one request' },
  dataRequestDays: {
    value: 30,
    means: 'days to answer a request about personal data (GDPR art. 12)',
  },
  accessibilityAnswerDays: {
    value: 14,
    means: 'days to answer feedback on accessibility (act 306/2019)',
  },
  dataRequestsMax: { value: 20, means: 'requests about personal data that a person can have' },
  noteCharactersMax: {
    value: 1_000,
    means: 'length of a request about personal data, or its answer',
  },
  newerMessageDays: {
    value: 14,
    means: 'days that a message of a newer release waits in the queue for that release',
  },
  newerMessageMinutes: { value: 10, means: 'after which such a message is looked at again' },
  mailKeptDays: { value: 90, means: 'days in which one can ask what became of a mail' },
  backupKeptDays: { value: 30, means: 'days that a backup is kept' },
  poisonShownMax: {
    value: 32,
    means: 'mails set aside that are shown of each queue; settle them to see more',
  },
  poisonSettledMax: { value: 1_000, means: 'mails set aside that one request settles' },
  poisonSettleSeconds: { value: 15, means: 'a request that settles many goes on for' },
  poisonHiddenSeconds: {
    value: 5,
    means: 'mails set aside are hidden from others while one is settled, at most',
  },
  throttleKeptDays: { value: 1, means: 'days that counted attempts are kept' },
  importBytesMax: { value: 262_144, means: 'size of a request body with a CSV file' },
  importRowsMax: { value: 500, means: 'rows of a CSV file' },
  importColumnsMax: { value: 200, means: 'columns of a CSV file' },
  importCellCharactersMax: {
    value: 1_000,
    means: 'length of a cell that is read; longer is refused',
  },
  importCellLinesMax: { value: 20, means: 'lines that a quoted cell of a CSV file spans' },
  importSliceRows: { value: 50, means: 'rows that a step of an import invites' },
  importStalledMinutes: { value: 10, means: 'after which an unfinished import is taken up again' },
  importKeptDays: { value: 7, means: 'days in which one can ask about an import' },
  offerDays: { value: 14, means: 'days in which an offered person can be accepted' },
  roleGiversMax: {
    value: 20,
    means:
      'people between proposer and approver who are asked whether one owes the role to the other',
  },
  approvalDays: { value: 14, means: 'days in which a proposed invitation can be approved' },
  declinedKeptDays: { value: 1, means: 'days until the data of a declined proposal is erased' },
  reasonCharactersMax: { value: 500, means: 'length of the reason for declining' },
  addressDomainsMax: { value: 20, means: 'address domains that an organization allows' },
  invitationDaysMax: { value: 30, means: 'longest life of an invitation, in days' },
  organizationPeopleMax: { value: 20_000, means: 'highest limit of people of an organization' },
  noticeDaysMin: { value: 7, means: 'days from the first notice to deactivation, at least' },
  privacyNoticeCacheMinutes: {
    value: 5,
    means: 'the version of the privacy notice is kept in memory',
  },
  changeNoteCharactersMax: { value: 1_000, means: 'length of the change note of a version' },
  myEventsMax: { value: 10_000, means: 'events in the answer to a question for my data' },
  noticeTitleCharactersMax: { value: 120, means: 'length of the title of a service notice' },
  noticeTextCharactersMax: { value: 2_000, means: 'length of a service notice' },
  reminderDaysBefore: {
    value: 2,
    means: 'days before an invitation expires that it is reminded of',
  },
} as const;

type Limits = { readonly [K in keyof typeof limits]: number };

/** The bare numbers: `limit.bodyBytesMax`. */
export const limit = Object.fromEntries(
  Object.entries(limits).map(([name, entry]) => [name, entry.value]),
) as Limits;
