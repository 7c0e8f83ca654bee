/** A service on storage as an earlier release left it, its administrator signed in. */
import { onTestFinished } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { openRecording } from './load.ts';
import { readRecording } from './recording.ts';

/** It stops with the test. */
export async function openPast(release: number) {
  const recording = readRecording(release);
  const { known } = recording;
  const service = await openRecording(recording);
  onTestFinished(() => service.stop());
  const admin = service.client();

  const person = (name: string) => {
    const found = known.people[name];
    if (!found) throw new Error(`the recording knows nobody called ${name}`);
    return found;
  };
  const params = (name: string) => ({ params: { userId: person(name).userId } });
  const credentials = (name: string) => ({ email: person(name).email, password: known.password });
  /** Access tokens live for ten minutes, sessions for half a day. */
  const renew = () => admin.signIn({ body: credentials('admin') });
  await renew();

  return {
    service,
    admin,
    known,
    person,
    params,
    renew,

    /** The person and the version that the administrator has read. */
    async read(name: string) {
      return { ...params(name), ifMatch: (await admin.readUser(params(name))).etag };
    },

    async signedIn(name: string): Promise<Client> {
      const client = service.client();
      await client.signIn({ body: credentials(name) });
      return client;
    },

    /** @returns what the right password of somebody with a second factor is answered with */
    async askedForMore(name: string) {
      const client = service.client();
      const refusal: unknown = await client
        .signIn({ body: credentials(name) })
        .catch((error: unknown) => error);
      if (!(refusal instanceof ProblemError) || !refusal.secondFactor) throw refusal;
      return { client, ...refusal.secondFactor };
    },

    /** Minutes later, with the queues emptied in between. */
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

/** @param ask one page, from where the page before it ended */
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
