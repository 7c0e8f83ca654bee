/**
 * The fields of every row of every table; nothing else is stored.
 *
 * A newer release may have written more (foreign.ts). Where a value that it added can be done
 * without, it is read as absent and kept; where it can't, the row is left out of lists and runs.
 */
import { z } from 'zod';
import { admissionRules } from '../policy/admission-rules.ts';
import { dataRequestKinds } from '../policy/data-request-kinds.ts';
import { factorKinds } from '../policy/factor-kinds.ts';
import { importOutcomes } from '../policy/import-outcomes.ts';
import { role } from '../policy/input.ts';
import { noticeLevels } from '../policy/notice-levels.ts';
import { deactivationReasons, steps } from '../policy/statuses.ts';

const instant = z.string();
const language = z.enum(['fi', 'sv', 'en']);

/** Lists and objects are kept as JSON text. */
const json = <T extends z.ZodType>(schema: T) => z.preprocess(parsed, schema);

/** @returns what is not JSON as it is, for the schema to refuse */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One of the list; a value that only a newer release knows is read as absent, and kept. */
const oneOf = <const T extends readonly [string, ...string[]]>(list: T) =>
  z.enum(list).optional().catch(undefined);

/** `accounts`: userId / `account`. Its ETag guards every change in the partition. */
export const accountRow = z.object({
  organizationId: z.string(),
  role,
  /** Counts managed changes (not sign-ins); what `If-Match` compares. */
  revision: z.number(),
  invitedAt: instant,
  invitedBy: z.string(),
  /** Since when the invitation waits for a second person, who asked, and why it was declined. */
  approvalAskedAt: instant.optional(),
  proposedBy: z.string().optional(),
  declinedAt: instant.optional(),
  /** A person's own words: erased with the person. */
  declineReason: z.string().optional(),
  invitationExpiresAt: instant.optional(),
  remindedAt: instant.optional(),
  /** When those who can send it again were told that the inviter can no longer invite. */
  inviterLostToldAt: instant.optional(),
  activatedAt: instant.optional(),
  lastActivityAt: instant.optional(),
  firstNoticeAt: instant.optional(),
  noticeQueuedDays: z.number().optional(),
  noticeQueuedAt: instant.optional(),
  /** The event whose e-mail was the first notice; a notice that bounces does not count. */
  noticeEventId: z.string().optional(),
  noticeFailedAt: instant.optional(),
  /** When a mail to the person last failed for good; activity clears it. */
  mailFailedAt: instant.optional(),
  /** The event that this e-mail was about: a repeated report counts once. */
  mailFailedEventId: z.string().optional(),
  /** When the person asked to be restored; a decision clears it. */
  restoreAskedAt: instant.optional(),
  /** The day by which the person's oldest open request about their data must be answered. */
  requestDueOn: z.string().optional(),
  employmentEndsOn: z.string().optional(),
  /** The organization that the person is offered to, by whom and since when. */
  offeredTo: z.string().optional(),
  offeredBy: z.string().optional(),
  offeredAt: instant.optional(),
  deactivatedAt: instant.optional(),
  deactivatedBecause: oneOf(deactivationReasons),
  erasedAt: instant.optional(),
  passwordHash: z.string().optional(),
  /** Counts the proofs of ownership: what was begun before the latest is void. */
  ownershipProofs: z.number().optional(),
  ownershipProvenAt: instant.optional(),
  /** When the address last changed: messages about what happened before are for the former one. */
  addressChangedAt: instant.optional(),
  /** The tickets of second steps and set-ups that were used, until they end: none works twice. */
  usedTickets: json(z.array(z.object({ id: z.string(), until: instant }))).optional(),
  /** Who gave the present role, where it was changed or brought along. */
  roleGivenBy: z.string().optional(),
  privacyNoticeVersion: z.number().optional(),
  privacyNoticeLanguage: language.optional().catch(undefined),
  privacyNoticeReadAt: instant.optional(),
  /** Fingerprint of the request that made the account: the same key with another body is refused. */
  requestHash: z.string().optional(),
  /** The partition of the account's row in `schedule`. */
  scheduledIn: z.string().optional(),
  /** What was to come on that day when it was filed there. */
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
  /** A language that only a newer release speaks is answered in the first of ours. */
  language: language.catch('fi'),
});
export type PersonRow = z.infer<typeof personRow>;

/** `accounts`: userId / `account.session.ID`. Holds no secret, see sessions/refresh-token.ts. */
export const sessionRow = z.object({
  generation: z.number(),
  createdAt: instant,
  usedAt: instant,
  expiresAt: instant,
  /** Of the latest refresh: one whose answer was lost knows by it that it has won. */
  refreshId: z.string().optional(),
});
export type SessionRow = z.infer<typeof sessionRow>;

/** `accounts`: userId / `account.link.PURPOSE.ID`. Only a hash of the secret. */
export const linkRow = z.object({
  hash: z.string(),
  createdAt: instant,
  expiresAt: instant,
  /** The new address, while a change of address waits for its confirmation. */
  email: z.string().optional(),
});
export type LinkRow = z.infer<typeof linkRow>;

/** `accounts`: userId / `account.former.ID`. An address until it has been told that it was replaced. */
export const formerAddressRow = z.object({ email: z.string(), changedAt: instant });
export type FormerAddressRow = z.infer<typeof formerAddressRow>;

/** `accounts`: userId / `account.request.ID`. What a person asks about their data; goes with them. */
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
  /** The newest step of an app's clock whose code was taken: no code is taken twice. */
  step: z.number().optional(),
  /** A passkey: id and public key (base64url), and its signature counter. */
  credentialId: z.string().optional(),
  publicKey: z.string().optional(),
  counter: z.number().optional(),
  transports: json(z.array(z.string())).optional(),
  /** When the newest ticket taken was given: no answer of a passkey is taken twice. */
  ticketAt: instant.optional(),
});
export type FactorRow = z.infer<typeof factorRow>;

/** `accounts`: userId / `account.recovery`. Codes are made from the keyring; none is stored. */
export const recoveryRow = z.object({
  createdAt: instant,
  setId: z.string(),
  /** The numbers of the codes that are used up. */
  used: json(z.array(z.number())),
});
export type RecoveryRow = z.infer<typeof recoveryRow>;

/** What is counted: `accounts`: userId / `account.attempts`, `account.codes`, `account.told`; `throttle`. */
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

/** `accounts` or `organizations`: subject / `event.*`, written together with what it tells. */
export const eventRow = z.object({
  ...happening,
  /** Keyed hash over this event and the one before it. */
  mac: z.string(),
  number: z.number(),
  /** A change that repair has ruled out: holds the event's place so that it can't happen late. */
  void: z.boolean().optional(),
});
export type EventRow = z.infer<typeof eventRow>;

const mailEffect = z.object({
  template: z.string(),
  queue: z.enum(['now', 'later']),
  /** `administrators`, or an organization's id for its primary users; absent: the person. */
  to: z.string().optional(),
  /** Another person who hears about this one. */
  recipientId: z.string().optional(),
});

/** What follows from a change, repeatable at will; see store/effects.ts. */
export const effects = z.object({
  project: z.boolean().optional(),
  mails: z.array(mailEffect).optional(),
  loginAdded: z.string().optional(),
  loginRemoved: z.string().optional(),
  leftOrganizationId: z.string().optional(),
  /** The organization whose list of offers may have changed. */
  offersOf: z.string().optional(),
  /** The guards at which the change has a claim, see store/guards.ts. */
  guards: z.array(z.string()).optional(),
});
export type Effects = z.infer<typeof effects>;

/** As a newer release may have written them: with more than this one carries out. */
const storedEffects = z.looseObject({
  ...effects.shape,
  mails: z.array(z.looseObject(mailEffect.shape)).optional(),
});

/** `journalYYYYMM`: time bucket / event. The service-wide log and the write-ahead record. */
export const journalRow = z.object({
  ...happening,
  eventId: z.string(),
  /** `user`, `organization` or `notice`; a newer release may know more, and the log shows them. */
  subjectKind: z.string(),
  subjectId: z.string(),
  /** `pending`, `done` or `void`. */
  state: z.string(),
  effects: json(storedEffects).optional(),
});
export type JournalRow = z.infer<typeof journalRow>;

/** `logins`: HMAC(e-mail) / `login`. Its insertion is what makes an address unique. */
export const loginRow = z.object({ userId: z.string() });

/**
 * `logins`: `guard.` and `administrators` or an organization's id / `claims`. The changes under way
 * that a rule for several people counts; gone when they are over. See store/guards.ts.
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

/** `directory`: organizationId / userId. What lists show; a projection. */
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
    offeredTo: true,
    offeredAt: true,
    deactivatedAt: true,
    deactivatedBecause: true,
  })
  // The release before lists nobody's inviter.
  .extend({ invitedBy: z.string().optional(), ...personRow.shape });
export type DirectoryRow = z.infer<typeof directoryRow>;

/**
 * `schedule`: due day and shard / userId, and what was to come when it was filed: a hint only.
 * In a partition `held.RUN` it is a step that waits for an administrator, and then it is exact.
 */
export const scheduleRow = z.object({ step: oneOf(steps) });

/** `organizations`: `organizations` / `organization.ID`. */
export const organizationRow = z.object({
  name: z.string(),
  language,
  revision: z.number(),
  createdAt: instant,
  closedAt: instant.optional(),
  /** The organization's rules where they differ from the usual ones. */
  process: json(z.looseObject(admissionRules.shape)).optional(),
  requestHash: z.string().optional(),
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
});
export type OrganizationRow = z.infer<typeof organizationRow>;

/** `organizations`: `organizations` / `name.HASH`. Which organization has that name. */
export const organizationNameRow = z.object({ organizationId: z.string() });

/** The audit chain's head, in the row that the events are about. */
const chain = {
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
};
export type Chain = { chainHead?: string | undefined; chainLength: number; changedAt: string };

const translated = json(z.object({ fi: z.string(), sv: z.string(), en: z.string() }));

/** `notices`: `notices` / `notice.ID`. A message to everyone; its authors write no personal data. */
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

const sections = z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) }));

/** `notices`: `notices` / `privacy.VERSION`. A version of the privacy notice; it never changes. */
export const privacyNoticeRow = z.object({
  version: z.number(),
  /** What its event is about. */
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

/** `organizations`: `offer.ORGANIZATION` / userId. Who is offered to it, and since when. */
export const offerRow = z.object({ at: instant });

/** `imports`: importId / `import`. A CSV file that is carried out. */
export const importRow = z.object({
  organizationId: z.string(),
  actorId: z.string(),
  requestHash: z.string(),
  state: z.enum(['running', 'done']),
  at: instant,
  finishedAt: instant.optional(),
});
export type ImportRow = z.infer<typeof importRow>;

/** `imports`: importId / `line.NNNN`. The personal data goes as soon as there is an outcome. */
export const importLineRow = z.object({
  at: instant,
  outcome: z.enum(importOutcomes).optional(),
  /** A code, or the names of fields. */
  why: z.string().optional(),
  ...personRow.partial().shape,
  role: role.optional(),
});
export type ImportLineRow = z.infer<typeof importLineRow>;

/** `mails`: day and shard / operation id. One row a mail: claimed, then sent, then its outcome. */
export const mailRow = z.object({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  state: z.enum(['claimed', 'sent', 'succeeded', 'failed', 'skipped']),
  at: instant,
  sentAt: instant.optional(),
  /** When its outcome was last asked for and still open. */
  askedAt: instant.optional(),
});
export type MailRow = z.infer<typeof mailRow>;

/** `mails`: `waiting` / `USER.EVENT.TEMPLATE.ABOUT`. A mail until the mail service takes it. */
export const waitingMailRow = z.object({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  queue: z.enum(['now', 'later']),
  heldAt: instant,
  triedAt: instant.optional(),
  /** How often it failed while others were taken. */
  ownFailures: z.number().optional(),
});
export type WaitingMailRow = z.infer<typeof waitingMailRow>;

/** `mails`: `waiting` / `outage`. Present while the mail service takes nothing. */
export const mailOutageRow = z.object({
  since: instant,
  /** Nobody tries to send before. */
  until: instant,
  failures: z.number(),
  /** Whether it refused for lack of quota, the last time. */
  busy: z.boolean(),
});
export type MailOutageRow = z.infer<typeof mailOutageRow>;

/** `keys`: `keys` / `root` or `signing.N`. A key, wrapped under the master key named by `wrappedBy`. */
export const keyRow = z.object({
  wrapped: z.string(),
  wrappedBy: z.string(),
  createdAt: instant,
  activeFrom: instant.optional(),
  publicJwk: json(z.record(z.string(), z.unknown())).optional(),
});
export type KeyRow = z.infer<typeof keyRow>;

/** `keys`: `state` / name. How far a timer has come and when it last ran. */
export const timerRow = z.object({
  ranAt: instant,
  settledUntil: instant.optional(),
  /** Repair: when a run last looked for unfinished changes of any age. */
  lookedAt: instant.optional(),
  /** Repair: the newest change that was too young, by storage's clock. */
  seenUntil: z.string().optional(),
  /** The first administrator's timer: when a run last found somebody who can administer. */
  seenAt: instant.optional(),
});
export type TimerRow = z.infer<typeof timerRow>;

/** `keys`: `state` / `release`. The newest release that wrote here; see policy/release.ts. */
export const releaseRow = z.object({ release: z.number() });

/** `keys`: `state` / `census`. The people counted once a day. */
export const censusRow = z.object({
  ranAt: instant,
  active: z.number(),
  /** Days that notices go out early, so that the mail service's quota takes them all in time. */
  earlyDays: z.number(),
});
export type CensusRow = z.infer<typeof censusRow>;

/** `keys`: `state` / `held`. A run that would take unusually many accounts, and waits. */
export const suspendedRunRow = z.object({
  runId: z.string(),
  eventId: z.string(),
  at: instant,
  toDeactivate: z.number(),
  toErase: z.number(),
  active: z.number(),
  /** One of the two at most: who decided, by which event and when. */
  confirmedBy: z.string().optional(),
  droppedBy: z.string().optional(),
  decisionId: z.string().optional(),
  decidedAt: instant.optional(),
  /** The organization of the person who decided, under which the log lists it. */
  decidedIn: z.string().optional(),
});
export type SuspendedRunRow = z.infer<typeof suspendedRunRow>;
