/**
 * The fields of every row of every table; nothing else is stored.
 *
 * A newer release may have written more (foreign.ts). A dispensable unknown value is read as absent
 * and kept; otherwise the row is omitted from lists and runs.
 */
import { z } from 'zod';
import { admissionRules } from '../policy/admission-rules.ts';
import { dataRequestKinds } from '../policy/data-request-kinds.ts';
import { factorKinds } from '../policy/factor-kinds.ts';
import { importOutcomes } from '../policy/import-outcomes.ts';
import { role } from '../policy/input.ts';
import { noticeLevels } from '../policy/notice-levels.ts';
import { authenticationMethods, signingAlgorithms } from '../policy/openid.ts';
import { reviewOutcomes } from '../policy/review-answers.ts';
import { signalDeliveries } from '../policy/signals.ts';
import { deactivationReasons, steps } from '../policy/statuses.ts';
import { undoStates } from '../policy/undo-outcomes.ts';

const instant = z.string();
const language = z.enum(['fi', 'sv', 'en']);

/** Lists and objects are kept as JSON text. */
const json = <T extends z.ZodType>(schema: T) => z.preprocess(parsed, schema);

/** @returns text that is not JSON unchanged, for the schema to refuse */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One of the list; a value unknown to this release is read as absent, and kept. */
const oneOf = <const T extends readonly [string, ...string[]]>(list: T) =>
  z.enum(list).optional().catch(undefined);

/** Ids, a role and a day; a newer release may know more answers. */
const reviewAnswer = z.looseObject({
  reviewId: z.string(),
  answer: z.string(),
  by: z.string(),
  at: instant,
  byAdministration: z.boolean().optional(),
  lastDay: z.string().optional(),
  role: z.string().optional(),
  organizationId: z.string().optional(),
  /** Before any answer of this review; a correction returns to it. */
  former: z
    .looseObject({
      role: role.optional().catch(undefined),
      employmentEndsOn: z.string().optional(),
    })
    .optional(),
  /** The organization itself has answered, though the administration's answer stands. */
  byOrganization: z.boolean().optional(),
  /** Another person's answer that did not stand. */
  against: z.looseObject({ by: z.string(), answer: z.string() }).optional(),
});

/** `accounts`: userId / `account`. Its ETag guards every change in the partition. */
export const accountRow = z.object({
  organizationId: z.string(),
  role,
  /** Counts managed changes (not sign-ins); what `If-Match` compares. */
  revision: z.number(),
  invitedAt: instant,
  invitedBy: z.string(),
  /** Since when the invitation awaits approval, who asked for it, and why it was declined. */
  approvalAskedAt: instant.optional(),
  proposedBy: z.string().optional(),
  declinedAt: instant.optional(),
  /** A person's own words: erased with the person. */
  declineReason: z.string().optional(),
  invitationExpiresAt: instant.optional(),
  remindedAt: instant.optional(),
  /** When those who can resend it were notified that the inviter can no longer invite. */
  inviterLostToldAt: instant.optional(),
  activatedAt: instant.optional(),
  lastActivityAt: instant.optional(),
  firstNoticeAt: instant.optional(),
  noticeQueuedDays: z.number().optional(),
  noticeQueuedAt: instant.optional(),
  /** The event whose e-mail was the first notice; a notice that bounces does not count. */
  noticeEventId: z.string().optional(),
  noticeFailedAt: instant.optional(),
  /** When an e-mail to the person last failed permanently; activity clears it. */
  mailFailedAt: instant.optional(),
  /** The event of this e-mail, so that a repeated report counts once. */
  mailFailedEventId: z.string().optional(),
  /** When the person asked to be restored; a decision clears it. */
  restoreAskedAt: instant.optional(),
  /** The day by which the person's oldest open request about their data must be answered. */
  requestDueOn: z.string().optional(),
  employmentEndsOn: z.string().optional(),
  /** Reviews: until when the employment is confirmed, and when one ended without a confirmation. */
  confirmedUntil: instant.optional(),
  unconfirmedAt: instant.optional(),
  /** The answer in the organization's latest review that has one. */
  reviewAnswer: json(reviewAnswer).optional(),
  /** The organization that the person is offered to, by whom and since when. */
  offeredTo: z.string().optional(),
  offeredBy: z.string().optional(),
  offeredAt: instant.optional(),
  deactivatedAt: instant.optional(),
  deactivatedBecause: oneOf(deactivationReasons),
  /** The lifecycle run that deactivated the account, and the one whose undoing brought it back. */
  deactivatedInRun: z.string().optional(),
  broughtBackFrom: z.string().optional(),
  erasedAt: instant.optional(),
  passwordHash: z.string().optional(),
  /** Counts proofs of ownership: anything begun before the latest is void. */
  ownershipProofs: z.number().optional(),
  ownershipProvenAt: instant.optional(),
  /** When the address last changed: messages about earlier events go to the former one. */
  addressChangedAt: instant.optional(),
  /** Used tickets of second steps and set-ups, until they expire: none works twice. */
  usedTickets: json(z.array(z.object({ id: z.string(), until: instant }))).optional(),
  /** Who assigned the present role, if it was changed or came with a transfer. */
  roleGivenBy: z.string().optional(),
  privacyNoticeVersion: z.number().optional(),
  privacyNoticeLanguage: language.optional().catch(undefined),
  privacyNoticeReadAt: instant.optional(),
  /** Fingerprint of the request that created the account: its key with another body is refused. */
  requestHash: z.string().optional(),
  /** The partition of the account's row in `schedule`. */
  scheduledIn: z.string().optional(),
  /** The step expected on that day when the account was filed there. */
  scheduledFor: oneOf(steps),
  /** The latest event's keyed hash and the number of events: the audit chain's head. */
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
});
export type AccountRow = z.infer<typeof accountRow>;

/** `accounts`: userId / `account.person`. The personal data, all of it. */
export const personRow = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  /** A language unknown to this release is replaced by the first of ours. */
  language: language.catch('fi'),
  /** The id that the system from which the person moved in gave them. */
  externalId: z.string().optional(),
});
export type PersonRow = z.infer<typeof personRow>;

/** `accounts`: userId / `account.session.ID`. Holds no secret, see sessions/refresh-token.ts. */
export const sessionRow = z.object({
  generation: z.number(),
  createdAt: instant,
  usedAt: instant,
  expiresAt: instant,
  /** Id of the latest refresh: a retry after a lost response recognizes its own success. */
  refreshId: z.string().optional(),
  /** How the person proved their identity (RFC 8176); absent in sessions of an earlier release. */
  methods: json(z.array(z.string())).optional(),
  /** The connected systems entered, under which id each knows this session, and when it last did. */
  systems: json(
    z.array(z.object({ systemId: z.string(), sid: z.string(), at: instant })),
  ).optional(),
});
export type SessionRow = z.infer<typeof sessionRow>;

/**
 * `accounts`: userId / `account.grant.HASH`, the hash of an authorization code. First the code, then
 * the access token it was exchanged for; deleted with its session.
 */
export const grantRow = z.object({
  systemId: z.string(),
  sessionId: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
  nonce: z.string().optional(),
  /** PKCE's S256 challenge. */
  challenge: z.string().optional(),
  at: instant,
  expiresAt: instant,
  /** Id of the redemption: a retry after a lost response recognizes its own success. */
  redemption: z.string().optional(),
});
export type GrantRow = z.infer<typeof grantRow>;

/**
 * `accounts`: userId / `account.system.ID`. A connected system that knows the person, and how far it has
 * been told; what remains after erasure is the acknowledgement that the certificate names.
 */
export const knownSystemRow = z.object({
  /** When the person first entered it; absent once it has acknowledged the erasure. */
  since: instant.optional(),
  /** The number of the latest event of which it knows, and how many signals of the next one. */
  told: z.number(),
  part: z.number().optional(),
  /** Until when one process has the right to send, so that signals stay in order. */
  busyUntil: instant.optional(),
  /** Tries since the last success: only the message with the same number may try again. */
  failures: z.number().optional(),
  /** When it acknowledged the person's erasure. */
  purgedAt: instant.optional(),
});
export type KnownSystemRow = z.infer<typeof knownSystemRow>;

/** `accounts`: userId / `account.link.PURPOSE.ID`. Only a hash of the secret. */
export const linkRow = z.object({
  hash: z.string(),
  createdAt: instant,
  expiresAt: instant,
  /** The new address, while a change of address waits for its confirmation. */
  email: z.string().optional(),
});
export type LinkRow = z.infer<typeof linkRow>;

/** `accounts`: userId / `account.former.ID`. An address until it is notified of its replacement. */
export const formerAddressRow = z.object({ email: z.string(), changedAt: instant });
export type FormerAddressRow = z.infer<typeof formerAddressRow>;

/** `accounts`: userId / `account.request.ID`. A request about the person's data, erased with it. */
export const dataRequestRow = z.object({
  kind: z.enum(dataRequestKinds),
  /** In the person's own words. */
  note: z.string().optional(),
  filedAt: instant,
  /** The day by which it must be answered. */
  dueOn: z.string(),
  answeredAt: instant.optional(),
  outcome: oneOf(['done', 'declined']),
  answer: z.string().optional(),
});
export type DataRequestRow = z.infer<typeof dataRequestRow>;

/** `accounts`: userId / `account.factor.ID`. A second factor of the person. */
export const factorRow = z.object({
  /** `other`: a kind that only a newer release can check. It counts as a factor all the same. */
  kind: z.enum([...factorKinds, 'other']).catch('other'),
  /** In the person's own words. */
  name: z.string(),
  createdAt: instant,
  usedAt: instant.optional(),
  /** The secret of an authenticator app, sealed with the keyring. */
  sealed: z.string().optional(),
  /** The latest time step of an app whose code was accepted: no code is accepted twice. */
  step: z.number().optional(),
  /** A passkey: id and public key (base64url), and its signature counter. */
  credentialId: z.string().optional(),
  publicKey: z.string().optional(),
  counter: z.number().optional(),
  transports: json(z.array(z.string())).optional(),
  /** When the latest accepted ticket was issued: no passkey response is accepted twice. */
  ticketAt: instant.optional(),
});
export type FactorRow = z.infer<typeof factorRow>;

/** `accounts`: userId / `account.recovery`. Codes are derived from the keyring; none is stored. */
export const recoveryRow = z.object({
  createdAt: instant,
  setId: z.string(),
  /** The numbers of the used codes. */
  used: json(z.array(z.number())),
});
export type RecoveryRow = z.infer<typeof recoveryRow>;

/**
 * `accounts`: userId / `account.legacyHash`. The password hash of the system that the person moved
 * in from, sealed with the keyring, until the account has a password of its own.
 */
export const legacyHashRow = z.object({ sealed: z.string(), until: instant });
export type LegacyHashRow = z.infer<typeof legacyHashRow>;

/** Counts: `accounts`: userId / `account.attempts`, `account.codes`, `account.told`; `throttle`. */
export const attemptsRow = z.object({
  count: z.number(),
  since: instant,
  today: z.number().optional(),
  /** The Helsinki day that `today` counts. */
  todayOn: z.string().optional(),
});
export type AttemptsRow = z.infer<typeof attemptsRow>;

/** What happened to whom; never a name or an address. */
const happening = {
  kind: z.string(),
  at: instant,
  actorId: z.string(),
  organizationId: z.string(),
  data: json(z.record(z.string(), z.unknown())),
};

/** `accounts` or `organizations`: subject / `event.*`, written together with its change. */
export const eventRow = z.object({
  ...happening,
  /** Keyed hash over this event and the one before it. */
  mac: z.string(),
  number: z.number(),
  /** A change that repair has ruled out: occupies the event's key so that it cannot happen late. */
  void: z.boolean().optional(),
});
export type EventRow = z.infer<typeof eventRow>;

const mailEffect = z.object({
  template: z.string(),
  queue: z.enum(['now', 'later']),
  /** `administrators`, or an organization's id for its primary users; absent: the person. */
  to: z.string().optional(),
  /** Another person, who is notified about this one. */
  recipientId: z.string().optional(),
});

/** The repeatable effects of a change; see store/effects.ts. */
export const effects = z.object({
  project: z.boolean().optional(),
  mails: z.array(mailEffect).optional(),
  loginAdded: z.string().optional(),
  loginRemoved: z.string().optional(),
  leftOrganizationId: z.string().optional(),
  /** The organization whose list of offers may have changed. */
  offersOf: z.string().optional(),
  /** The connected systems that must end their sessions, and under which id each knows it. */
  logouts: z.array(z.object({ systemId: z.string(), sid: z.string() })).optional(),
  /** The connected systems to be told of the event. */
  signals: z.array(z.string()).optional(),
  /** The rows of the search index (partition and row key) that the person no longer has. */
  unsearched: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** The guards at which the change holds a claim, see store/guards.ts. */
  guards: z.array(z.string()).optional(),
});
export type Effects = z.infer<typeof effects>;

/** As a newer release may have written them: possibly more than this one can carry out. */
const storedEffects = z.looseObject({
  ...effects.shape,
  mails: z.array(z.looseObject(mailEffect.shape)).optional(),
});

/** `journalYYYYMM`: time bucket / event. The service-wide log and the write-ahead record. */
export const journalRow = z.object({
  ...happening,
  eventId: z.string(),
  /** `user`, `organization` or `notice`; the log also shows the kinds of a newer release. */
  subjectKind: z.string(),
  subjectId: z.string(),
  /** `pending`, `done` or `void`. */
  state: z.string(),
  effects: json(storedEffects).optional(),
});
export type JournalRow = z.infer<typeof journalRow>;

/** `logins`: HMAC(e-mail) / `login`. Inserting it makes an address unique. */
export const loginRow = z.object({
  userId: z.string(),
  /** The last change that reserved it; absent in rows of earlier releases and after a restore. */
  eventId: z.string().optional(),
});
export type LoginRow = z.infer<typeof loginRow>;

/**
 * `logins`: `guard.` and `administrators` or an organization's id / `claims`. The changes in
 * progress under a rule that spans several people; deleted when they end. See store/guards.ts.
 */
export const guardRow = z.object({
  claims: json(
    z.array(
      z.object({
        subjectKind: z.enum(['user', 'organization']),
        subjectId: z.string(),
        eventId: z.string(),
        at: instant,
      }),
    ),
  ),
});
export type GuardRow = z.infer<typeof guardRow>;

/** `directory`: organizationId / userId. A projection for lists. */
export const directoryRow = accountRow
  .pick({
    organizationId: true,
    role: true,
    revision: true,
    invitedAt: true,
    approvalAskedAt: true,
    declinedAt: true,
    invitationExpiresAt: true,
    remindedAt: true,
    inviterLostToldAt: true,
    activatedAt: true,
    lastActivityAt: true,
    firstNoticeAt: true,
    noticeQueuedDays: true,
    noticeQueuedAt: true,
    noticeFailedAt: true,
    mailFailedAt: true,
    restoreAskedAt: true,
    requestDueOn: true,
    employmentEndsOn: true,
    confirmedUntil: true,
    unconfirmedAt: true,
    reviewAnswer: true,
    offeredTo: true,
    offeredAt: true,
    deactivatedAt: true,
    deactivatedBecause: true,
  })
  // The previous release lists neither inviters nor who has a second factor.
  .extend({
    invitedBy: z.string().optional(),
    secondFactor: z.boolean().optional(),
    ...personRow.shape,
  });
export type DirectoryRow = z.infer<typeof directoryRow>;

/**
 * `search`: keyed hashes of the beginnings of a word / of its further letters and the userId. What lists
 * show of a person, once for each word of the names and the address. The last activity may be an
 * earlier one of the same day.
 */
export const searchRow = directoryRow.omit({ externalId: true }).extend({ userId: z.string() });
export type SearchRow = z.infer<typeof searchRow>;

/**
 * `organizations`: `awaiting` / userId. Everyone who awaits a decision, without a name or address: a
 * projection for counts across organizations.
 */
export const awaitingRow = directoryRow.omit({
  firstName: true,
  lastName: true,
  email: true,
  language: true,
  externalId: true,
  secondFactor: true,
});
export type AwaitingRow = z.infer<typeof awaitingRow>;

/**
 * `schedule`: due day and shard / userId, and the step expected when it was filed, as a hint only.
 * In a partition `held.RUN` it is exact: a step awaiting an administrator. A partition `legacy.DAY`
 * lists the hashes of other systems that are deleted after that day, without a step.
 */
export const scheduleRow = z.object({ step: oneOf(steps) });

/** When each step of a review was taken; the answers are with the people. */
const reviewState = z.looseObject({
  reviewId: z.string(),
  startedAt: instant,
  startedBy: z.string(),
  /** For how long a confirmation holds. */
  months: z.number(),
  /** How many people it asks about. */
  people: z.number(),
  askedAt: instant.optional(),
  remindedAt: instant.optional(),
  escalatedAt: instant.optional(),
  closedAt: instant.optional(),
  outcome: oneOf(reviewOutcomes),
});
export type ReviewState = z.infer<typeof reviewState>;

/**
 * `organizations`: `organizations` / `review.ID.NUMBER`. A part of the list of people whom the
 * latest review asks about, frozen when it began.
 */
export const reviewListRow = z.object({
  reviewId: z.string(),
  people: json(z.array(z.object({ userId: z.string(), role: z.string() }))),
});
export type ReviewListRow = z.infer<typeof reviewListRow>;

/** `organizations`: `organizations` / `organization.ID`. */
export const organizationRow = z.object({
  name: z.string(),
  language,
  revision: z.number(),
  createdAt: instant,
  closedAt: instant.optional(),
  /** The organization's rules, if they differ from the defaults. */
  process: json(z.looseObject(admissionRules.shape)).optional(),
  /** The latest review of who is still employed. */
  review: json(reviewState).optional().catch(undefined),
  requestHash: z.string().optional(),
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
});
export type OrganizationRow = z.infer<typeof organizationRow>;

/** `organizations`: `organizations` / `name.HASH`. The organization that has the name. */
export const organizationNameRow = z.object({ organizationId: z.string() });

/** The audit chain's head, in the row that the events are about. */
const chain = {
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
};
export type Chain = { chainHead?: string | undefined; chainLength: number; changedAt: string };

const translated = json(z.object({ fi: z.string(), sv: z.string(), en: z.string() }));

/** `notices`: `notices` / `notice.ID`. A message to everyone; it contains no personal data. */
export const noticeRow = z.object({
  level: z.enum(noticeLevels),
  title: translated,
  text: translated,
  from: instant,
  until: instant,
  withdrawnAt: instant.optional(),
  revision: z.number(),
  requestHash: z.string(),
  ...chain,
});
export type NoticeRow = z.infer<typeof noticeRow>;

/** `systems`: `systems` / `system.ID`. A system that signs people in here; its secrets are derived. */
export const systemRow = z.object({
  name: translated,
  redirectUris: json(z.array(z.string())),
  postLogoutRedirectUris: json(z.array(z.string())),
  backchannelLogoutUri: z.string().optional(),
  authentication: z.enum(authenticationMethods),
  pkceRequired: z.boolean(),
  idTokenAlgorithm: z.enum(signingAlgorithms),
  /** The roles that may enter. */
  roles: json(z.array(z.string())),
  groupsClaim: z.string(),
  /** Public keys (JWK) for `private_key_jwt`. */
  keys: json(z.array(z.record(z.string(), z.unknown()))),
  secrets: json(z.array(z.object({ id: z.string(), createdAt: instant }))),
  /** How it is told of changes, and its authorization header, sealed; absent: it is not told. */
  signals: json(
    z.object({
      delivery: z.enum(signalDeliveries),
      endpoint: z.string().optional(),
      sealed: z.string().optional(),
    }),
  ).optional(),
  createdAt: instant,
  disabledAt: instant.optional(),
  revision: z.number(),
  requestHash: z.string(),
  ...chain,
});
export type SystemRow = z.infer<typeof systemRow>;

/** `systems`: `systems` / `systemUse.ID`. The day on which somebody last entered the system. */
export const systemUseRow = z.object({ usedOn: z.string() });

/** `systems`: `systems` / `systemOutage.ID`. Tries in a row that failed, whatever they were about. */
export const systemOutageRow = z.object({
  failures: z.number(),
  since: instant,
  /** Nothing is sent before this instant. */
  until: instant.optional(),
});
export type SystemOutageRow = z.infer<typeof systemOutageRow>;

/** `signals`: systemId / userId. A person of whom the system has not yet been told everything. */
export const waitingSignalRow = z.object({
  since: instant,
  failures: z.number(),
  /** A code; never what the system wrote. */
  reason: z.string().optional(),
  /** A system that polls gets nothing about this person before this instant. */
  notBefore: instant.optional(),
  /** When the service gave up. */
  failedAt: instant.optional(),
});
export type WaitingSignalRow = z.infer<typeof waitingSignalRow>;

const sections = z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) }));

/** `notices`: `notices` / `privacy.VERSION`. A version of the privacy notice; it never changes. */
export const privacyNoticeRow = z.object({
  version: z.number(),
  /** The subject of its event. */
  subjectId: z.string(),
  requestHash: z.string(),
  publishedAt: instant,
  /** Whether people must acknowledge it before anything else. */
  acknowledge: z.boolean(),
  changeNote: translated,
  text: json(z.object({ fi: sections, sv: sections, en: sections })),
  ...chain,
});
export type PrivacyNoticeRow = z.infer<typeof privacyNoticeRow>;

/** `organizations`: `offer.ORGANIZATION` / userId. A person offered to it, and since when. */
export const offerRow = z.object({ at: instant });

/** `imports`: importId / `import`. The import of a CSV file. */
export const importRow = z.object({
  organizationId: z.string(),
  actorId: z.string(),
  requestHash: z.string(),
  state: z.enum(['running', 'done']),
  at: instant,
  finishedAt: instant.optional(),
});
export type ImportRow = z.infer<typeof importRow>;

/** `imports`: importId / `line.NNNN`. Personal data is deleted once there is an outcome. */
export const importLineRow = z.object({
  at: instant,
  outcome: z.enum(importOutcomes).optional(),
  /** A code, or the names of fields. */
  why: z.string().optional(),
  ...personRow.partial().shape,
  role: role.optional(),
});
export type ImportLineRow = z.infer<typeof importLineRow>;

/** `mails`: day and shard / operation id. An e-mail: claimed, then sent, then its outcome. */
export const mailRow = z.object({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  state: z.enum(['claimed', 'sent', 'succeeded', 'failed', 'skipped']),
  at: instant,
  sentAt: instant.optional(),
  /** When its outcome was last queried and still open. */
  askedAt: instant.optional(),
});
export type MailRow = z.infer<typeof mailRow>;

/** `mails`: `waiting` / `USER.EVENT.TEMPLATE.ABOUT`. An e-mail not yet accepted for sending. */
export const waitingMailRow = z.object({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  queue: z.enum(['now', 'later']),
  heldAt: instant,
  triedAt: instant.optional(),
  /** How often it failed while others were accepted. */
  ownFailures: z.number().optional(),
});
export type WaitingMailRow = z.infer<typeof waitingMailRow>;

/** `mails`: `waiting` / `outage`. Present while the mail service accepts nothing. */
export const mailOutageRow = z.object({
  since: instant,
  /** Nothing is sent before this instant. */
  until: instant,
  failures: z.number(),
  /** Whether the last refusal was for lack of quota. */
  busy: z.boolean(),
});
export type MailOutageRow = z.infer<typeof mailOutageRow>;

/** `keys`: `keys` / `root`, `signing.N` (ES256) or `rsa.N` (RS256). A key, wrapped under the master key `wrappedBy`. */
export const keyRow = z.object({
  wrapped: z.string(),
  wrappedBy: z.string(),
  createdAt: instant,
  activeFrom: instant.optional(),
  publicJwk: json(z.record(z.string(), z.unknown())).optional(),
});
export type KeyRow = z.infer<typeof keyRow>;

/** `keys`: `state` / name. A timer's progress, and when it last ran. */
export const timerRow = z.object({
  ranAt: instant,
  settledUntil: instant.optional(),
  /** Repair: when a run last searched for unfinished changes of any age. */
  lookedAt: instant.optional(),
  /** Repair: the newest change that was too young, by storage's clock. */
  seenUntil: z.string().optional(),
  /** Timer `firstAdministrator`: when a run last found somebody who can administer. */
  seenAt: instant.optional(),
  /** Timer `backupCopies`: the newest backup in the second account, and how many blobs it lacks. */
  copiedUntil: instant.optional(),
  copiesMissing: z.number().optional(),
  /** Timer `searchIndex`: when a round over everybody last ended, of how many people. */
  indexedAt: instant.optional(),
  indexedPeople: z.number().optional(),
  /** In this round: the slices of people, how many are done, and how many people were corrected. */
  slices: z.number().optional(),
  slicesDone: z.number().optional(),
  corrected: z.number().optional(),
});
export type TimerRow = z.infer<typeof timerRow>;

/** `keys`: `state` / `expected.NAME`. Since when a timer that has not run yet has existed here. */
export const expectedTimerRow = z.object({ expectedSince: instant });

/** `keys`: `state` / `release`. The newest release used here; see policy/release.ts. */
export const releaseRow = z.object({ release: z.number() });

/** `keys`: `state` / `census`. The daily count of people. */
export const censusRow = z.object({
  ranAt: instant,
  active: z.number(),
  /** How many days early notices go out, so that all fit the mail service's quota in time. */
  earlyDays: z.number(),
  /**
   * Equals `ranAt` if the run made the rows of those who await a decision complete: then the release
   * that ran it keeps them.
   */
  awaitingKeptAt: instant.optional(),
});
export type CensusRow = z.infer<typeof censusRow>;

/**
 * `keys`: `state` / `pause`. The latest pause of the lifecycle: who began and who ended it, and the
 * events that record both.
 */
export const pauseRow = z.object({
  since: instant,
  by: z.string(),
  organizationId: z.string(),
  eventId: z.string(),
  /** The dates after this instant are held back; a pause soon after another keeps the earlier one. */
  from: instant,
  until: instant.optional(),
  endedBy: z.string().optional(),
  endedIn: z.string().optional(),
  endEventId: z.string().optional(),
});
export type PauseRow = z.infer<typeof pauseRow>;

/**
 * `keys`: `runs` / id. A lifecycle run that deactivated people, written before the first of them, and
 * how far undoing it has come. Whom it deactivated is in the journal.
 */
export const lifecycleRunRow = z.object({
  at: instant,
  /** When its last part began: a confirmed run continues in the following hours. */
  until: instant,
  /** From the beginning of a part until its people have been counted, even if the part crashed. */
  counting: z.boolean().optional(),
  deactivated: z.number().optional(),
  undoneBy: z.string().optional(),
  undoneIn: z.string().optional(),
  undoneAt: instant.optional(),
  undoEventId: z.string().optional(),
  undoEndedAt: instant.optional(),
  undoEndEventId: z.string().optional(),
  /** `stopped`: the person who asked for it lost the right to. */
  undoState: oneOf(undoStates),
  undoCounts: json(z.record(z.string(), z.number())).optional(),
});
export type LifecycleRunRow = z.infer<typeof lifecycleRunRow>;

/** `keys`: `state` / `held`. A suspended run, which affects unusually many accounts. */
export const suspendedRunRow = z.object({
  runId: z.string(),
  eventId: z.string(),
  at: instant,
  toDeactivate: z.number(),
  toErase: z.number(),
  active: z.number(),
  /** At most one of the two: who decided, by which event and when. */
  confirmedBy: z.string().optional(),
  droppedBy: z.string().optional(),
  decisionId: z.string().optional(),
  decidedAt: instant.optional(),
  /** The organization of the person who decided, under which the log lists it. */
  decidedIn: z.string().optional(),
});
export type SuspendedRunRow = z.infer<typeof suspendedRunRow>;
