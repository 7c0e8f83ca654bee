/** Starts a service on a copy of another account, with a mailbox of its own, at a given instant. */
import { type MailboxOptions, startMailbox } from '../../src/local/mailbox.ts';
import { makeClock, type Service, startService } from './harness.ts';
import { copiedAccount } from './storage.ts';

type Copied = {
  /** Connection string of the original. */
  of: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What its mailbox begins with. */
  mails?: MailboxOptions['mails'];
  /** Settings that override the tests' defaults. */
  env: Record<string, string>;
};

/** @returns the service; stopping it also stops its mailbox */
export async function startCopy({ of, at, mails = [], env }: Copied): Promise<Service> {
  const connectionString = await copiedAccount(of);
  const mailbox = await startMailbox({ mails });
  const clock = makeClock();
  clock.advance({ milliseconds: at - clock.now() });
  const service = await startService({ connectionString, mailbox, clock, logs: [] }, env);
  return {
    ...service,
    async stop() {
      await service.stop();
      await mailbox.stop();
    },
  };
}
