/** THE kinds of work that wait in the queues: ids only, never a name or an address. */
import { z } from 'zod';
import { sendToQueue } from './queues.ts';
import type { Store } from './store.ts';
import { workQueues } from './work-queues.ts';

export type WorkQueue = keyof typeof workQueues;

/**
 * - `userId` gets the mail, about an event of `aboutId` (absent: an own one).
 * - With `to` it is for several: it becomes one mail for each of the administrators, or of the
 *   primary users of the organization whose id stands there.
 */
const mail = z.strictObject({
  kind: z.literal('mail'),
  userId: z.uuid(),
  eventId: z.ulid(),
  template: z.string().max(100),
  to: z.union([z.literal('administrators'), z.uuid()]).optional(),
  aboutId: z.uuid().optional(),
});

/** A forgotten password: the address stands there as its keyed hash. */
const passwordReset = z.strictObject({
  kind: z.literal('password_reset'),
  emailHash: z.string().regex(/^[0-9a-f]{64}$/),
  eventId: z.ulid(),
});

/** People from a file wait to be invited. */
const peopleImport = z.strictObject({ kind: z.literal('import'), importId: z.uuid() });

const workShape = z.discriminatedUnion('kind', [mail, passwordReset, peopleImport]);

export type Work = z.output<typeof workShape>;
export type MailMessage = Omit<z.output<typeof mail>, 'kind'>;

/** One storage request. @param delaySeconds before which nobody sees it; 7 days at most */
export async function putWork(
  store: Pick<Store, 'queue'>,
  queue: WorkQueue,
  work: Work,
  delaySeconds?: number,
): Promise<void> {
  await sendToQueue(store, workQueues[queue], withoutKind(work), delaySeconds);
}

/** One without a consumer does not compile, and one without a sample fails the crash tests. */
export const workKinds = workShape.options.map(({ shape }) => shape.kind.value);

/** @param message as it lay in a queue @returns undefined when this release does not know it */
export function readWork(message: unknown): Work | undefined {
  return workShape.safeParse(withKind(message)).data;
}

/** In a message without a kind, this template stands for a forgotten password. */
const resetRequested = 'reset_requested';

/** So the release before reads it: its messages have no kind. */
function withoutKind({ kind, ...fields }: Work): object {
  if (!('emailHash' in fields)) return fields;
  const { emailHash: userId, eventId } = fields;
  return { userId, eventId, template: resetRequested };
}

/** The release before names no kind: the fields tell it. */
function withKind(message: unknown): unknown {
  const { data } = z.record(z.string(), z.unknown()).safeParse(message);
  if (!data || 'kind' in data) return message;
  if ('importId' in data) return { kind: 'import', ...data };
  if (data['template'] !== resetRequested) return { kind: 'mail', ...data };
  const { userId: emailHash, template: _, ...rest } = data;
  return { kind: 'password_reset', emailHash, ...rest };
}
