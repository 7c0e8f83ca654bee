/** Starts this release on another release's recorded storage, at the recorded instant. */
import { startMailbox } from '../../src/local/mailbox.ts';
import { makeClock, type Service, startService } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';
import { fill } from './copy.ts';
import type { Recording } from './recording.ts';

/** @returns the service; stopping it also stops its mailbox */
export async function openRecording({ storage, masterKey, at }: Recording): Promise<Service> {
  const { connectionString } = await freshAccount();
  await fill(connectionString, storage);
  const clock = makeClock();
  clock.advance({ milliseconds: Date.parse(at) - clock.now() });
  const mailbox = await startMailbox();
  const shared = { connectionString, mailbox, clock, logs: [] };
  const service = await startService(shared, { MASTER_KEY: masterKey });
  return {
    ...service,
    async stop() {
      await service.stop();
      await mailbox.stop();
    },
  };
}
