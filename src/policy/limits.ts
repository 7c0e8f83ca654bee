/** Every limit of the service, by name and with its unit; printed into the README. */

export const limits = {
  bodyBytesMax: { value: 65_536, means: 'size of a request body' },
  nameCharactersMax: { value: 100, means: 'length of a first, last or organization name' },
  emailCharactersMax: { value: 254, means: 'length of an e-mail address (RFC 5321)' },
  passwordCharactersMin: { value: 15, means: 'length of a password (NIST SP 800-63B-4)' },
  passwordCharactersMax: { value: 256, means: 'length of a password' },
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
  keepAliveLinkDays: { value: 60, means: 'life of a keep-alive link, while the account is active' },
  linksPerPurposeMax: { value: 1, means: 'live links of a person for one purpose' },
  resetMailsPerDay: { value: 5, means: 'password reset mails to a person a day' },
  attemptsPerAccount: { value: 10, means: 'wrong passwords before an account slows down' },
  attemptsPerSource: { value: 50, means: 'wrong passwords from one source before it slows down' },
  attemptsForgottenMinutes: { value: 15, means: 'after which wrong passwords are forgotten' },
  hashQueueMax: { value: 64, means: 'passwords waiting to be hashed in a process; more get 503' },
  changeTriesMax: { value: 6, means: 'tries of a change that others race' },
  repairAfterSeconds: { value: 60, means: 'age of an unfinished change before repair takes it' },
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
  mailAnswerSeconds: { value: 30, means: 'the mail service is waited for' },
  mailRetrySecondsDefault: { value: 60, means: 'wait when the mail service names none' },
  mailRetrySecondsMax: { value: 3_600, means: 'longest wait before a mail is tried again' },
  mailOutcomeMinutes: { value: 10, means: 'after which the outcome of a mail is asked for' },
  mailOutcomeDays: { value: 10, means: 'days in which the outcome of a mail is asked for' },
  deliveryReportsMax: { value: 100, means: 'delivery reports in one request' },
  mailKeptDays: { value: 90, means: 'days in which one can ask what became of a mail' },
  throttleKeptDays: { value: 1, means: 'days that counted attempts are kept' },
  noticeDaysMin: { value: 7, means: 'days from the first notice to deactivation, at least' },
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
