/** A service on an earlier release's recorded storage, with its administrator signed in. */
import { onTestFinished } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { openRecording } from './load.ts';
import { readRecording } from './recording.ts';

/** Opens a service that stops with the test. */
export async function openPast(release: number) {
  const recording = readRecording(release);
  const { known } = recording;
  const service = await openRecording(recording);
  onTestFinished(() => service.stop());
  const admin = service.client();

  const person = (name: string) => {
    const found = known.people[name];
    if (!found) throw new Error(`nobody in the recording is called ${name}`);
    return found;
  };
  const params = (name: string) => ({ params: { userId: person(name).userId } });
  const credentials = (name: string) => ({ email: person(name).email, password: known.password });
  /** Access tokens expire after ten minutes, sessions after half a day. */
  const renew = () => admin.signIn({ body: credentials('admin') });
  await renew();

  return {
    service,
    admin,
    known,
    person,
    params,
    renew,

    /** @returns the person's parameters and ETag as read by the administrator */
    async read(name: string) {
      return { ...params(name), ifMatch: (await admin.readUser(params(name))).etag };
    },

    async signedIn(name: string): Promise<Client> {
      const client = service.client();
      await client.signIn({ body: credentials(name) });
      return client;
    },

    /** @returns the response to the right password of a person with a second factor */
    async askedForMore(name: string) {
      const client = service.client();
      const refusal: unknown = await client
        .signIn({ body: credentials(name) })
        .catch((error: unknown) => error);
      if (!(refusal instanceof ProblemError) || !refusal.secondFactor) throw refusal;
      return { client, ...refusal.secondFactor };
    },

    /** Lets minutes pass and empties the queues in between. */
    async settleDown(): Promise<void> {
      for (let round = 0; round < 2; round++) {
        service.clock.advance({ minutes: 6 });
        await service.runTimer('repair');
        await service.drainMail();
      }
      await renew();
    },
  };
}

/** @param ask reads one page, starting at the cursor */
export async function everyPage<T>(
  ask: (cursor: string | undefined) => Promise<{ items: readonly T[]; next?: string | undefined }>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await ask(cursor);
    found.push(...items);
    cursor = next;
  } while (cursor);
  return found;
}
