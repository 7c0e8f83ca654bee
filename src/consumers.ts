/** THE table of what waits in the mail queues, and who carries it out; the last takes the rest. */
import type { Deps } from './deps.ts';
import { importRequest, runImport } from './imports/run-import.ts';
import { handleMail } from './mail/queue-function.ts';
import { resetRequest, sendResetLink } from './sessions/recover.ts';

type Taken = { queue: 'now' | 'later'; message: unknown; dequeueCount: number };

/** @returns undefined when the message is not for this one */
type Consumer = (deps: Deps, taken: Taken, now: string) => Promise<void> | undefined;

export const consumers = {
  passwordReset(deps, { message }, now) {
    const { data } = resetRequest.safeParse(message);
    return data && sendResetLink(deps, data, now);
  },
  import(deps, { message }, now) {
    const { data } = importRequest.safeParse(message);
    return data && runImport(deps, data.importId, now);
  },
  mail: (deps, { queue, message, dequeueCount }, now) =>
    handleMail(deps, queue, message, dequeueCount, now),
} as const satisfies Record<string, Consumer>;

/** @throws when the message must be tried again */
export async function consume(deps: Deps, taken: Taken, now: string): Promise<void> {
  for (const consumer of Object.values<Consumer>(consumers)) {
    const carriedOut = consumer(deps, taken, now);
    if (carriedOut) return carriedOut;
  }
}
