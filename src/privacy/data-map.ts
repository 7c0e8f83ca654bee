/** The only data map: every stored field, why and for how long; a missing one does not compile. */
import type { z } from 'zod';
import type { RowName, Schemas } from '../store/row-names.ts';
import type { CategoryName } from './categories.ts';
import type { Kept } from './kept.ts';

type Entry = readonly [category: CategoryName, kept: Kept];

type FieldsOf<K extends RowName> = Record<Extract<keyof z.output<Schemas[K]>, string>, Entry>;

const name = ['name', 'erasure'] as const;
const email = ['email', 'erasure'] as const;
const language = ['language', 'erasure'] as const;
const place = ['place', 'erasure'] as const;
const dates = ['dates', 'erasure'] as const;
const trace = ['event', 'trace'] as const;
const event = ['event', 'audit'] as const;
const acknowledgement = ['acknowledgement', 'erasure'] as const;
const proposal = ['proposal', 'erasure'] as const;
const request = ['request', 'erasure'] as const;
const factor = ['factor', 'factor'] as const;
const session = ['session', 'session'] as const;
const link = ['secret', 'link'] as const;
const former = ['email', 'former'] as const;
const attempts = ['session', 'attempts'] as const;
const imported = ['event', 'import'] as const;
const mail = ['mail', 'mail'] as const;
const technical = ['technical', 'service'] as const;

const happening = { kind: trace, at: trace, actorId: trace, organizationId: trace, data: trace };
const logged = { kind: event, at: event, actorId: event, organizationId: event, data: event };
const person = { firstName: name, lastName: name, email, language };
const chain = { chainHead: trace, chainLength: trace, changedAt: trace };

const listed = {
  organizationId: place,
  role: place,
  revision: dates,
  invitedAt: dates,
  invitationExpiresAt: dates,
  invitedBy: place,
  remindedAt: dates,
  inviterLostToldAt: dates,
  activatedAt: dates,
  lastActivityAt: dates,
  firstNoticeAt: dates,
  noticeQueuedDays: dates,
  noticeQueuedAt: dates,
  noticeFailedAt: dates,
  mailFailedAt: dates,
  restoreAskedAt: dates,
  requestDueOn: dates,
  approvalAskedAt: proposal,
  declinedAt: proposal,
  offeredAt: place,
  offeredTo: place,
  employmentEndsOn: dates,
  deactivatedAt: dates,
  deactivatedBecause: dates,
} as const;

export const dataMap = {
  accountRow: {
    ...listed,
    // What remains of an erased account, so that its events still make sense.
    organizationId: trace,
    role: trace,
    revision: trace,
    invitedAt: trace,
    invitedBy: trace,
    activatedAt: trace,
    erasedAt: trace,
    ...chain,
    offeredBy: place,
    proposedBy: proposal,
    declineReason: proposal,
    noticeEventId: dates,
    mailFailedEventId: dates,
    passwordHash: ['secret', 'erasure'],
    ownershipProofs: dates,
    ownershipProvenAt: dates,
    addressChangedAt: dates,
    deactivatedInRun: dates,
    broughtBackFrom: dates,
    privacyNoticeVersion: acknowledgement,
    privacyNoticeLanguage: acknowledgement,
    privacyNoticeReadAt: acknowledgement,
    usedTickets: ['secret', 'erasure'],
    roleGivenBy: place,
    requestHash: ['secret', 'erasure'],
    scheduledIn: dates,
    scheduledFor: dates,
  },
  personRow: person,
  sessionRow: {
    generation: session,
    createdAt: session,
    usedAt: session,
    expiresAt: session,
    refreshId: session,
  },
  linkRow: { hash: link, createdAt: link, expiresAt: link, email: ['email', 'link'] },
  formerAddressRow: { email: former, changedAt: former },
  dataRequestRow: {
    kind: request,
    note: request,
    filedAt: request,
    dueOn: request,
    answeredAt: request,
    outcome: request,
    answer: request,
  },
  factorRow: {
    kind: factor,
    name: factor,
    createdAt: factor,
    usedAt: factor,
    sealed: factor,
    step: factor,
    credentialId: factor,
    publicKey: factor,
    counter: factor,
    transports: factor,
    ticketAt: factor,
  },
  recoveryRow: { createdAt: factor, setId: factor, used: factor },
  attemptsRow: { count: attempts, since: attempts, today: attempts, todayOn: attempts },
  eventRow: { ...happening, mac: trace, number: trace, void: trace },
  effects: {
    project: event,
    mails: event,
    loginAdded: event,
    loginRemoved: event,
    leftOrganizationId: event,
    offersOf: event,
    guards: event,
  },
  journalRow: {
    ...logged,
    eventId: event,
    subjectKind: event,
    subjectId: event,
    state: event,
    effects: event,
  },
  loginRow: { userId: ['secret', 'erasure'], eventId: ['secret', 'erasure'] },
  guardRow: { claims: technical },
  directoryRow: { ...listed, ...person },
  offerRow: { at: place },
  importRow: {
    organizationId: imported,
    actorId: imported,
    requestHash: imported,
    state: imported,
    at: imported,
    finishedAt: imported,
  },
  importLineRow: {
    at: imported,
    outcome: imported,
    why: imported,
    firstName: ['name', 'import'],
    lastName: ['name', 'import'],
    email: ['email', 'import'],
    language: ['language', 'import'],
    role: ['place', 'import'],
  },
  scheduleRow: { step: dates },
  organizationRow: {
    name: technical,
    language: technical,
    process: technical,
    revision: technical,
    createdAt: technical,
    closedAt: technical,
    requestHash: technical,
    chainHead: technical,
    chainLength: technical,
    changedAt: technical,
  },
  organizationNameRow: { organizationId: technical },
  noticeRow: {
    level: technical,
    title: technical,
    text: technical,
    from: technical,
    until: technical,
    withdrawnAt: technical,
    revision: technical,
    requestHash: technical,
    chainHead: technical,
    chainLength: technical,
    changedAt: technical,
  },
  privacyNoticeRow: {
    version: technical,
    subjectId: technical,
    requestHash: technical,
    publishedAt: technical,
    acknowledge: technical,
    changeNote: technical,
    text: technical,
    chainHead: technical,
    chainLength: technical,
    changedAt: technical,
  },
  mailRow: {
    userId: mail,
    eventId: mail,
    template: mail,
    aboutId: mail,
    state: mail,
    at: mail,
    sentAt: mail,
    askedAt: mail,
  },
  waitingMailRow: {
    userId: mail,
    eventId: mail,
    template: mail,
    aboutId: mail,
    queue: mail,
    heldAt: mail,
    triedAt: mail,
    ownFailures: mail,
  },
  mailOutageRow: { since: technical, until: technical, failures: technical, busy: technical },
  keyRow: {
    wrapped: technical,
    wrappedBy: technical,
    createdAt: technical,
    activeFrom: technical,
    publicJwk: technical,
  },
  releaseRow: { release: technical },
  timerRow: {
    ranAt: technical,
    settledUntil: technical,
    lookedAt: technical,
    seenUntil: technical,
    seenAt: technical,
    copiedUntil: technical,
    copiesMissing: technical,
  },
  censusRow: { ranAt: technical, active: technical, earlyDays: technical },
  lifecycleRunRow: {
    at: technical,
    until: technical,
    deactivated: technical,
    undoneBy: event,
    undoneIn: event,
    undoneAt: event,
    undoEventId: event,
    undoEndedAt: event,
    undoEndEventId: event,
    undoState: technical,
    undoCounts: technical,
  },
  pauseRow: {
    since: technical,
    by: event,
    organizationId: event,
    eventId: event,
    from: technical,
    until: technical,
    endedBy: event,
    endedIn: event,
    endEventId: event,
  },
  suspendedRunRow: {
    runId: technical,
    eventId: technical,
    at: technical,
    toDeactivate: technical,
    toErase: technical,
    active: technical,
    confirmedBy: event,
    droppedBy: event,
    decisionId: event,
    decidedAt: event,
    decidedIn: event,
  },
} as const satisfies { [K in RowName]: FieldsOf<K> };
