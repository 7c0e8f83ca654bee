/** Every limit of the service, by name and with its unit; printed into src/REFERENCE.md. */

export const limits = {
  bodyBytesMax: { value: 65_536, means: 'size of a request body' },
  jsonDepthMax: { value: 16, means: 'levels of lists and objects in a request body' },
  jsonValuesMax: { value: 10_000, means: 'values in a request body' },
  rawTextCharactersMax: {
    value: 4_000,
    means: 'length of a text that is cleaned; longer ones are refused',
  },
  searchCharactersMax: { value: 100, means: 'length of a search for people' },
  faultsMax: { value: 100, means: 'faults named in one response' },
  nameCharactersMax: { value: 100, means: 'length of a first, last or organization name' },
  emailCharactersMax: { value: 254, means: 'length of an e-mail address (RFC 5321)' },
  localPartCharactersMax: { value: 64, means: 'length of the part before the @ (RFC 5321)' },
  domainCharactersMax: { value: 253, means: 'length of a domain (RFC 1035)' },
  passwordCharactersMin: { value: 15, means: 'length of a password (NIST SP 800-63B-4)' },
  passwordCharactersMax: { value: 256, means: 'length of a password' },
  yearMin: { value: 2000, means: 'first year of a date in a request' },
  yearMax: { value: 2099, means: 'last year of a date in a request' },
  pageRowsMax: { value: 100, means: 'rows on a page of a list' },
  pageRowsDefault: { value: 50, means: 'rows on a page by default' },
  workCountMax: { value: 99, means: 'count of one kind of pending work; beyond it, "more"' },
  workPagesMax: {
    value: 10,
    means: 'storage requests that look for people who await a decision',
  },
  scanRowsMax: { value: 20_000, means: 'people of an organization who are sorted together' },
  searchRowsMax: {
    value: 2_000,
    means: 'people of all organizations who are searched and sorted together',
  },
  searchPartsMax: { value: 100, means: 'times as many people that one export reads' },
  searchSlicePeople: {
    value: 20_000,
    means: 'people whose rows of the search index are checked together',
  },
  searchCheckDays: { value: 7, means: 'time after which the search index is checked again' },
  searchAwayHours: {
    value: 3,
    means: 'time in which only other timers ran, after which the search index is checked at once',
  },
  auditWindowMonthsMax: { value: 120, means: 'months of events that one query can span' },
  auditPageSeconds: { value: 5, means: 'time after which a page of events may be short' },
  auditNamesMax: { value: 200, means: 'people and organizations named by one request' },
  auditExportRowsMax: { value: 10_000, means: 'events in one part of an export' },
  auditExportSeconds: { value: 10, means: 'time after which a part of an export ends early' },
  accessTokenSeconds: { value: 600, means: 'lifetime of an access token' },
  sessionIdleHours: { value: 12, means: 'idle time after which a session ends' },
  sessionLifetimeDays: { value: 7, means: 'maximum lifetime of a session' },
  refreshRepeatSeconds: {
    value: 60,
    means: 'time in which a refresh whose response was lost can be repeated',
  },
  sessionsPerPersonMax: { value: 10, means: 'sessions of a person; the oldest ends first' },
  resetLinkMinutes: { value: 60, means: 'lifetime of a password reset link' },
  addressLinkHours: { value: 24, means: 'lifetime of an address change link' },
  formerAddressDays: {
    value: 14,
    means: 'days that a former address is kept until it is notified, at most',
  },
  keepAliveLinkDays: {
    value: 60,
    means: 'lifetime of a keep-alive link, while the account is active',
  },
  linksPerPurposeMax: { value: 1, means: 'valid links of a person for one purpose' },
  resetMailsPerDay: {
    value: 5,
    means:
      'password reset e-mails to a person a day; then the last link stays valid until it expires',
  },
  addressesToldPerDay: {
    value: 50,
    means: 'taken addresses a day that are reported to a person who is not an administrator',
  },
  resendsPerInvitationDay: {
    value: 5,
    means: 'times a day that an invitation is resent, so that nobody is flooded',
  },
  resendsPerPersonDay: { value: 100, means: 'invitations that a person resends in a day' },
  resendsPerOrganizationDay: {
    value: 200,
    means: 'invitations of an organization resent in a day',
  },
  managerMailsToPersonDay: {
    value: 5,
    means: 'reminders and password links that managers send to a person in a day',
  },
  managerMailsByPersonDay: {
    value: 100,
    means: 'reminders and password links that a manager sends in a day',
  },
  unlistedFactorsMax: {
    value: 500,
    means: 'accounts read one by one because the lists do not state their second factor yet',
  },
  invitationMailsPerAddressDay: {
    value: 8,
    means: 'invitation e-mails to an address in a day, from all inviters together',
  },
  proposalsPerPersonDay: { value: 20, means: 'colleagues that a person proposes in a day' },
  offersPerPersonDay: {
    value: 100,
    means: 'people that a person offers to other organizations in a day',
  },
  addressChangesPerPersonDay: {
    value: 5,
    means: 'address changes that a person requests in a day, so that nobody is flooded',
  },
  otherMailsQuotaPercent: {
    value: 80,
    means: 'share of the hourly quota for e-mails other than those that let people in or warn them',
  },
  resetRequestsPerSource: {
    value: 20,
    means: 'requests for reset links from one source before it is limited',
  },
  resetRequestsFromBusySource: {
    value: 1,
    means: 'requests for each address that a limited source may still make in that time',
  },
  attemptsPerAccount: {
    value: 10,
    means: 'wrong passwords before an account refuses further attempts for a while',
  },
  attemptsPerAccountDay: {
    value: 100,
    means: 'wrong passwords a day for an account; then only known sources and reset links work',
  },
  attemptsPerSource: {
    value: 50,
    means: 'wrong passwords from one source (IPv4 address, IPv6 /64) before it counts as busy',
  },
  attemptsFromBusySource: {
    value: 3,
    means: 'passwords that a busy source may try in that time for an account new to it',
  },
  attemptsPerSourceDay: {
    value: 1_000,
    means: 'wrong passwords from one source a day; then only accounts known there can sign in',
  },
  attemptsForgottenMinutes: {
    value: 15,
    means: 'time after which wrong passwords and requests for reset links no longer count',
  },
  factorsPerPersonMax: { value: 5, means: 'second factors of a person' },
  factorNameCharactersMax: { value: 60, means: "length of a second factor's name" },
  factorSetUpMinutes: { value: 15, means: 'time to confirm a second factor during set-up' },
  systemsMax: { value: 100, means: 'connected systems' },
  systemUrisMax: { value: 20, means: 'redirect addresses of each kind for a connected system' },
  systemUriCharactersMax: { value: 1_000, means: 'length of an address of a connected system' },
  systemSecretsMax: { value: 2, means: 'valid secrets of a connected system, old and new' },
  systemKeysMax: { value: 4, means: 'public keys of a connected system' },
  claimNameCharactersMax: { value: 40, means: "length of a claim's name" },
  systemCacheSeconds: {
    value: 30,
    means: 'time for which userinfo and lists may use a former state of a connected system',
  },
  organizationNameCacheSeconds: {
    value: 60,
    means: "time for which userinfo may show an organization's former name",
  },
  organizationNamesCachedMax: { value: 1_000, means: 'names of organizations cached in a process' },
  openidRequestCharactersMax: {
    value: 8_000,
    means: 'length of the parameters of an authorization or sign-out request',
  },
  openidCodeSeconds: { value: 60, means: 'lifetime of an authorization code' },
  openidTokenSeconds: {
    value: 600,
    means: 'lifetime of the ID token and access token of a connected system',
  },
  openidGrantsMax: {
    value: 30,
    means: 'open codes and access tokens of a person at connected systems; the oldest ends first',
  },
  signInAgainMinutes: {
    value: 30,
    means: 'time to sign in again when a connected system asks for it',
  },
  clientAssertionSecondsMax: {
    value: 600,
    means: 'time from now until the expiry of a signed client assertion, at most',
  },
  clientAssertionSkewSeconds: {
    value: 30,
    means: "seconds by which a connected system's clock may differ",
  },
  logoutTokenSeconds: { value: 120, means: 'lifetime of a back-channel logout token' },
  logoutAnswerSeconds: { value: 5, means: 'timeout of a back-channel logout request' },
  logoutTriesMax: {
    value: 8,
    means: 'tries of a back-channel logout; the pauses grow from seconds to half an hour',
  },
  logoutPauseSecondsMin: { value: 10, means: 'pause before the second try of such a logout' },
  logoutPauseFactor: { value: 3, means: 'factor by which each further pause grows' },
  logoutPauseSecondsMax: { value: 1_800, means: 'longest pause between such tries' },
  systemAnswerBytesMax: { value: 65_536, means: 'bytes read of a response of a connected system' },
  signalAnswerSeconds: { value: 10, means: 'timeout of a request that tells a connected system' },
  signalTurnSeconds: {
    value: 20,
    means: 'time for which one process alone tells a connected system about a person',
  },
  signalsPerMessageMax: {
    value: 20,
    means: 'signals sent to a system for one queue message; another message continues',
  },
  signalTurnPauseSeconds: { value: 2, means: 'wait for that turn' },
  signalDays: {
    value: 14,
    means: 'days for which a connected system is told again, until somebody must see to it',
  },
  signalPauseSecondsMin: {
    value: 30,
    means: 'pause before the second try of a signal; it doubles',
  },
  signalPauseSecondsMax: { value: 21_600, means: 'longest pause between two tries of a signal' },
  signalOutageFailures: {
    value: 3,
    means: 'failures in a row, about anybody, after which a connected system is left alone',
  },
  signalOutageSecondsMin: { value: 30, means: 'time for which it is left alone first; it doubles' },
  signalOutageSecondsMax: { value: 900, means: 'longest time for which it is left alone' },
  signalPollMax: { value: 100, means: 'signals that a connected system receives in one poll' },
  signalAcknowledgedMax: { value: 200, means: 'signals that one poll acknowledges or refuses' },
  signalPollWaitSeconds: {
    value: 10,
    means: 'time for which a poll waits for a signal, unless it asks for an immediate response',
  },
  signalPollPauseSeconds: { value: 2, means: 'time after which such a poll looks again' },
  signalsShownMax: { value: 200, means: 'people shown of whom a connected system was not told' },
  signalAuthorizationCharactersMax: {
    value: 1_000,
    means: 'length of the authorization header that a connected system expects',
  },
  secondStepMinutes: { value: 5, means: 'time to complete a sign-in with the second factor' },
  codeCharactersMax: { value: 64, means: 'length of a code as typed, with spaces and marks' },
  totpSecretBytes: { value: 20, means: "size of an authenticator app's secret (RFC 4226)" },
  totpStepSeconds: { value: 30, means: "lifetime of an authenticator app's code (RFC 6238)" },
  totpDriftSteps: { value: 1, means: "steps by which an authenticator app's clock may differ" },
  usedTicketsMax: {
    value: 100,
    means: 'used tickets of second steps that an account remembers until they expire',
  },
  wrongCodesPerDay: {
    value: 20,
    means: 'wrong app codes in a day before codes are refused; other methods still work',
  },
  wrongCodesTold: {
    value: 5,
    means: 'failed second steps in a day before the owner is notified',
  },
  recoveryCodes: { value: 10, means: 'single-use recovery codes of a person' },
  requestSecondsMax: {
    value: 24,
    means: 'time limit of a request; then it gets 503, within 25 seconds',
  },
  backgroundSecondsMax: {
    value: 540,
    means: "a timer or message is worked on: less than the platform's `functionTimeout`",
  },
  slowAnswerSeconds: { value: 5, means: 'maximum response time for any input, however malformed' },
  hashQueueMax: {
    value: 10,
    means: 'passwords waiting to be hashed in a process; beyond that, the busiest source gets 503',
  },
  changeTriesMax: { value: 6, means: 'tries of a change that loses races' },
  gatherMilliseconds: {
    value: 10,
    means: 'time for which a job gathers writes to a partition, to write them together',
  },
  guardTriesMax: { value: 60, means: 'tries of a claim at a guard' },
  guardPauseMilliseconds: { value: 40, means: 'longest random pause between such tries' },
  // A text of a row has 32,768 characters at most, and a claim has 153.
  guardClaimsMax: { value: 200, means: 'changes in progress at a guard' },
  repairAfterSeconds: { value: 60, means: 'age at which repair takes up an unfinished change' },
  projectAgainSeconds: {
    value: 300,
    means:
      'time after a change in which repair may still write its lists; another is projected twice',
  },
  repairReachHours: {
    value: 6,
    means: 'hours that repair always reads back, the most that clocks of instances may differ',
  },
  repairFullLookHours: {
    value: 24,
    means: 'interval at which repair searches for unfinished changes of any age',
  },
  unfinishedMinutesMax: {
    value: 10,
    means: 'minutes after which an unfinished change is reported',
  },
  auditRootAfterMinutes: {
    value: 120,
    means: "minutes from a day's end until its root is written, the most that clocks may differ",
  },
  queueTriesMax: { value: 5, means: 'tries of a message before it moves to the poison queue' },
  keyPublishedAheadHours: {
    value: 24,
    means: 'time from the publication of a signing key to its use',
  },
  keyRotationDays: { value: 90, means: 'time for which a signing key is used' },
  genuineTokensMax: {
    value: 2_000,
    means: 'access tokens whose signature an instance need not verify again',
  },
  keyCacheMinutes: { value: 5, means: 'time for which keys are cached' },
  noticeRetryDays: {
    value: 7,
    means: 'days until an undelivered notice is retried',
  },
  noticeQuotaPercent: {
    value: 80,
    means: "share of the mail service's quota that notices may use",
  },
  noticeEarlyDaysMax: {
    value: 14,
    means: 'days by which notices go out early when there are many',
  },
  guardAccountsMin: {
    value: 20,
    means: 'accounts that a run may deactivate or erase without confirmation',
  },
  guardPercentMax: {
    value: 10,
    means: 'share of the active accounts beyond which a run is suspended',
  },
  runsShownMax: { value: 100, means: 'lifecycle runs shown, newest first' },
  undoSliceSeconds: { value: 120, means: 'time after which a step of undoing a run ends early' },
  undoStalledMinutes: { value: 10, means: 'time after which undoing a run is resumed' },
  pauseReminderDays: {
    value: 3,
    means: 'days after which a pause of the lifecycle is reported every hour',
  },
  pauseCacheMinutes: {
    value: 5,
    means: 'time for which the pause of the lifecycle is cached; timers always read it',
  },
  guardWaitDays: { value: 7, means: 'days after which a suspended run is replaced' },
  runSecondsMax: { value: 10, means: 'duration of a run on request; the timer does the rest' },
  timerRunSecondsMax: {
    value: 420,
    means: 'duration of a lifecycle run; the next one does the rest',
  },
  upcomingDaysMax: { value: 366, means: 'days that the list of upcoming steps looks ahead' },
  digestDays: { value: 30, means: 'days that the digest for primary users looks ahead' },
  digestPeopleMax: { value: 50, means: 'people named in one digest; the portal shows all' },
  storageAnswerSeconds: { value: 10, means: 'timeout of each storage request' },
  storageTriesMax: { value: 4, means: 'tries of a storage request' },
  storageSecondsMax: { value: 20, means: 'time after which no further try begins' },
  storagePauseMilliseconds: {
    value: 100,
    means: 'pause between tries; it doubles, and half of it is random',
  },
  storagePauseMillisecondsMax: { value: 2_000, means: 'longest pause between tries' },
  mailAnswerSeconds: { value: 30, means: 'timeout of requests to the mail service' },
  mailProbeSecondsMin: {
    value: 60,
    means: 'wait after the first failure of the mail service; it doubles each time',
  },
  mailProbeSecondsMax: { value: 600, means: 'longest wait between tries during an outage' },
  mailRetrySecondsMax: { value: 3_600, means: 'longest wait that the mail service can impose' },
  mailPauseSecondsMax: {
    value: 10,
    means: 'longest wait spent within a run that sends waiting e-mails',
  },
  mailRetryRunSeconds: { value: 90, means: 'duration of a run that sends waiting e-mails' },
  mailFailuresInRowMax: {
    value: 3,
    means: 'consecutive failures that end a run after e-mails were sent',
  },
  mailSilentMinutes: {
    value: 15,
    means: 'time after which an outage of the mail service is reported',
  },
  mailBusyMinutes: {
    value: 120,
    means: 'time after which an exhausted quota of the mail service is reported',
  },
  mailOutcomeMinutes: { value: 10, means: 'time after which the outcome of an e-mail is queried' },
  mailOutcomeDays: {
    value: 10,
    means: 'days in which the outcome of an e-mail is queried; then it counts as failed',
  },
  noticeOutcomeDays: {
    value: 5,
    means: 'the same for a notice of inactivity; fewer than `noticeDaysMin`',
  },
  mailOutcomeAnswerSeconds: { value: 10, means: 'timeout of a query for an outcome' },
  mailOutcomesAtOnceMax: { value: 4, means: 'concurrent queries for outcomes' },
  mailOutcomeRunSeconds: { value: 240, means: 'duration of a run that queries outcomes' },
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
    means: 'days that a message of a newer release waits for that release',
  },
  newerMessageMinutes: { value: 10, means: 'interval at which such a message is tried again' },
  mailKeptDays: { value: 90, means: 'days for which the outcome of an e-mail is kept' },
  mailQueuedDays: { value: 7, means: 'days that an e-mail waits in a queue, at most' },
  backupCopySecondsMax: {
    value: 240,
    means:
      'duration of a run that copies backups to the second account; the next one does the rest',
  },
  backupCopyLateHours: {
    value: 30,
    means: 'age of the newest backup in the second account after which it is reported',
  },
  backupKeptDays: { value: 30, means: 'days that a backup is kept' },
  poisonShownMax: {
    value: 32,
    means: 'messages shown of each poison queue; settle them to see more',
  },
  poisonSettledMax: { value: 1_000, means: 'poison messages that one request settles' },
  poisonSettleSeconds: { value: 10, means: 'duration of a request that settles many' },
  poisonHiddenSeconds: {
    value: 5,
    means: 'time for which other poison messages are hidden while one is settled, at most',
  },
  throttleKeptDays: { value: 1, means: 'days that counted attempts are kept' },
  importBytesMax: { value: 262_144, means: 'size of a request body with a CSV file' },
  importRowsMax: { value: 500, means: 'rows of a CSV file' },
  importColumnsMax: { value: 200, means: 'columns of a CSV file' },
  importCellCharactersMax: {
    value: 1_000,
    means: 'length of a cell; longer ones are refused',
  },
  importCellLinesMax: { value: 20, means: 'lines that a quoted cell of a CSV file spans' },
  importChecksAtOnceMax: { value: 250, means: 'lines of a file that are checked concurrently' },
  importActorSeconds: {
    value: 2,
    means: 'time after which a step of an import reads the inviter and the organization again',
  },
  importSliceSeconds: { value: 120, means: 'time after which a step of an import ends early' },
  importSliceRows: { value: 400, means: 'rows that a step of an import invites' },
  importLinesAtOnceMax: { value: 160, means: 'rows of an import that are invited at once' },
  importStalledMinutes: { value: 10, means: 'time after which an unfinished import is resumed' },
  importKeptDays: { value: 7, means: 'days for which an import is kept' },
  offerDays: { value: 14, means: 'days for which an offer can be accepted' },
  roleGiversMax: {
    value: 20,
    means:
      'people examined between proposer and approver, to see if one owes the role to the other',
  },
  approvalDays: { value: 14, means: 'days for which a proposed invitation can be approved' },
  declinedKeptDays: { value: 1, means: 'days until the data of a declined proposal is erased' },
  reasonCharactersMax: { value: 500, means: 'length of the reason for declining' },
  addressDomainsMax: { value: 20, means: 'address domains that an organization allows' },
  invitationDaysMax: { value: 30, means: 'longest lifetime of an invitation, in days' },
  organizationPeopleMax: {
    value: 20_000,
    means: 'highest limit that an organization can set for its people',
  },
  noticeDaysMin: { value: 7, means: 'days from the first notice to deactivation, at least' },
  privacyNoticeCacheMinutes: {
    value: 5,
    means: 'time for which the version of the privacy notice is cached',
  },
  changeNoteCharactersMax: { value: 1_000, means: 'length of the change note of a version' },
  myEventsMax: { value: 10_000, means: 'events in the response with my data' },
  noticeTitleCharactersMax: { value: 120, means: 'length of the title of a service notice' },
  noticeTextCharactersMax: { value: 2_000, means: 'length of a service notice' },
  reviewMonthsDefault: {
    value: 12,
    means: 'months that a confirmation holds in an organization without regular reviews',
  },
  reviewRemindDays: { value: 14, means: 'days until a review reminds the primary users' },
  reviewEscalateDays: { value: 21, means: 'days until a review turns to the administration' },
  reviewCloseDays: { value: 28, means: 'days until a review ends and notifies the unconfirmed' },
  reviewPeopleMax: { value: 20_000, means: 'people whom one review asks about' },
  reviewPartPeople: { value: 400, means: 'people in one row of the list of a review' },
  reviewAnswersMax: { value: 100, means: 'people about whom one request answers' },
  reviewAnswerRounds: {
    value: 4,
    means: 'attempts at an answer that loses races against the answers of others',
  },
  reviewStartAgainHours: {
    value: 24,
    means: 'time after which starting all reviews also starts those that began before',
  },
  legacyHashCharactersMax: { value: 255, means: "length of another system's password hash" },
  legacyBcryptCostMax: { value: 12, means: 'bcrypt cost of a hash that people may move in with' },
  legacyPhpassLog2Max: {
    value: 16,
    means: 'rounds of a phpass or Drupal 7 hash that people may move in with, as a power of two',
  },
  legacyPbkdf2RoundsMax: {
    value: 600_000,
    means: 'rounds of a PBKDF2 hash that people may move in with',
  },
  legacyHashDays: {
    value: 90,
    means: 'days after which a hash from another system is deleted, used or not',
  },
  movedInDaysMin: {
    value: 37,
    means: 'days after moving in before anybody is deactivated as unused',
  },
  moveInFileBytesMax: { value: 67_108_864, means: 'size of a file of people who move in' },
  moveInLinesMax: { value: 100_000, means: 'people in one file that move in' },
  moveInPeopleAtOnceMax: { value: 24, means: 'people of a file who move in concurrently' },
  moveInReadsAtOnceMax: { value: 16, means: 'people of a file who are looked up concurrently' },
  moveInBatchLines: {
    value: 500,
    means: 'people of a file who are classified before they move in',
  },
  moveInPartLines: { value: 50, means: 'people of a file that one request moves in' },
  moveInRolesMax: { value: 50, means: 'roles or organizations of a person in a file' },
  moveInMappingMax: { value: 1_000, means: 'entries of each part of a mapping' },
  externalIdCharactersMax: {
    value: 100,
    means: 'length of the id that another system gave a person',
  },
  reminderDaysBefore: {
    value: 2,
    means: 'days before the expiry of an invitation when its reminder is sent',
  },
} as const;

type Limits = { readonly [K in keyof typeof limits]: number };

/** The bare numbers: `limit.bodyBytesMax`. */
export const limit = Object.fromEntries(
  Object.entries(limits).map(([name, entry]) => [name, entry.value]),
) as Limits;
