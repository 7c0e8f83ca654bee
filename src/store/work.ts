/** The only list of the kinds of queued work: ids only, never a name or an address. */
import { z } from 'zod';
import { onFirstUse } from '../policy/on-first-use.ts';
import { sendToQueue } from './queues.ts';
import type { Store } from './store.ts';
import { workQueues } from './work-queues.ts';

export type WorkQueue = keyof typeof workQueues;
/** The queues that e-mails are put into. */
export type MailQueue = Exclude<WorkQueue, 'signals'>;

/**
 * - `userId` receives the e-mail, about an event of `aboutId` (absent: the person's own).
 * - `to` addresses several people: it becomes one e-mail for each administrator, or for each
 *   primary user of the organization with that id.
 */
const mail = () =>
  z.strictObject({
    kind: z.literal('mail'),
    userId: z.uuid(),
    eventId: z.ulid(),
    template: z.string().max(100),
    to: z.union([z.literal('administrators'), z.uuid()]).optional(),
    aboutId: z.uuid().optional(),
  });

/** A forgotten password: the address is given as its keyed hash. */
const passwordReset = () =>
  z.strictObject({
    kind: z.literal('password_reset'),
    emailHash: z.string().regex(/^[0-9a-f]{64}$/),
    eventId: z.ulid(),
  });

/** People from a file are to be invited. */
const peopleImport = () => z.strictObject({ kind: z.literal('import'), importId: z.uuid() });

/** The people whom a lifecycle run deactivated are to be brought back. */
const undo = () => z.strictObject({ kind: z.literal('undo'), runId: z.uuid() });

/** A connected system must end its session, unless the person may still be signed in there. */
const logout = () =>
  z.strictObject({
    kind: z.literal('logout'),
    userId: z.uuid(),
    systemId: z.uuid(),
    /** The id under which the system knows the session. */
    sid: z.uuid(),
    /** How often it has failed. */
    failures: z.number().optional(),
  });

/** Everybody who entered a connected system and may no longer be there is to be signed out. */
const systemLogouts = () =>
  z.strictObject({
    kind: z.literal('system_logouts'),
    systemId: z.uuid(),
    /** Where the previous message ended. */
    next: z.string().optional(),
  });

/** A connected system must learn what happened to a person. */
const signal = () =>
  z.strictObject({
    kind: z.literal('signal'),
    userId: z.uuid(),
    systemId: z.uuid(),
    /** Since when it waits. */
    since: z.string().max(30),
    /** How often it has failed: equal to the number in the row of the message's turn. */
    failures: z.number().optional(),
    /** Whether its row in `signals` exists. */
    filed: z.literal(true).optional(),
    /** Whatever became of earlier tries; from this instant on, if there is one. */
    again: z.literal(true).optional(),
    from: z.string().max(30).optional(),
  });

/** A connected system must learn what happened to everybody, or to those of whom it was not told. */
const signalsOfEverybody = () =>
  z.strictObject({
    kind: z.literal('signals_of_everybody'),
    systemId: z.uuid(),
    who: z.enum(['known', 'waiting']),
    from: z.string().max(30).optional(),
    /** Where the previous message ended. */
    next: z.string().optional(),
  });

const workShape = onFirstUse(() =>
  z.discriminatedUnion('kind', [
    mail(),
    passwordReset(),
    peopleImport(),
    logout(),
    systemLogouts(),
    signal(),
    signalsOfEverybody(),
    undo(),
  ]),
);

export type Work = z.output<ReturnType<typeof workShape>>;
export type SignalWork = Extract<Work, { kind: 'signal' }>;
export type MailMessage = Omit<Extract<Work, { kind: 'mail' }>, 'kind'>;

/** @returns only what a queue message holds of a row or message that may hold more */
export const messageOf = ({ userId, eventId, template, aboutId }: MailMessage) => ({
  userId,
  eventId,
  template,
  aboutId,
});

/** One storage request. @param delaySeconds until the work becomes visible; 7 days at most */
export async function putWork(
  store: Pick<Store, 'queue'>,
  queue: WorkQueue,
  work: Work,
  delaySeconds?: number,
): Promise<void> {
  await sendToQueue(store, workQueues[queue], withoutKind(work), delaySeconds);
}

/** A kind without a consumer does not compile; one without a sample fails the crash tests. */
export const workKinds = () => workShape().options.map(({ shape }) => shape.kind.value);

/** @param message as received from a queue @returns undefined if unknown to this release */
export function readWork(message: unknown): Work | undefined {
  return workShape().safeParse(withKind(message)).data;
}

/** In a message without a kind, this template means a forgotten password. */
const resetRequested = 'reset_requested';

/** For the previous release, whose messages have no kind; it leaves those with one to this release. */
function withoutKind({ kind, ...fields }: Work): object {
  if ('systemId' in fields) return { kind, ...fields };
  if (!('emailHash' in fields)) return fields;
  const { emailHash: userId, eventId } = fields;
  return { userId, eventId, template: resetRequested };
}

/** The previous release names no kind: it follows from the fields. */
function withKind(message: unknown): unknown {
  const { data } = z.record(z.string(), z.unknown()).safeParse(message);
  if (!data || 'kind' in data) return message;
  if ('importId' in data) return { kind: 'import', ...data };
  if ('runId' in data) return { kind: 'undo', ...data };
  if (data['template'] !== resetRequested) return { kind: 'mail', ...data };
  const { userId: emailHash, template: _, ...rest } = data;
  return { kind: 'password_reset', emailHash, ...rest };
}
