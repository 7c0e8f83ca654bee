/** A running service with people who can sign in, under load over real HTTP from this process. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Client, createClient } from '../../src/client/client.ts';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import {
  firstAdministrator,
  goodPassword,
  startService,
  usualSettings,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { built } from './built.ts';
import { type ProcessorTimes, processorTimes, timesBetween } from './processors.ts';

/** The default bcrypt cost. */
export const cost = 12;
export const clientsAtOnce = 8;

export type BusyHost = Awaited<ReturnType<typeof startBusyHost>>;

/** @param people number of people who can sign in @param hashCost bcrypt cost */
export async function startBusyHost(people = clientsAtOnce, hashCost = cost) {
  const { outdir } = await built();
  const azurite = await startAzurite();
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const mailbox = await startMailbox();
  const clock = { now: Date.now, advance() {}, iso: new Date().toISOString() };
  const env = { HASH_COST: String(hashCost), PERSON_REQUESTS_PER_MINUTE: '1000000' };
  const beside = await startService({ connectionString, mailbox, clock, logs: [] }, env);
  const admin = await beside.signedInAdministrator();
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  // The administrator's password, whose hash takes long enough once.
  const { userId } = await admin.me();
  const passwordHash = (await loadAccount(beside.deps.store, userId))?.row.passwordHash;
  const emails = Array.from({ length: people }, (_, n) => `person${n}@espoo.fi`);
  await inParallel(emails, clientsAtOnce, async (email) => {
    const row = { organizationId, role: 'expert', passwordHash, person: { email } } as const;
    await settle(beside.deps, clock.iso, row);
  });

  const settings = { ...usualSettings(connectionString, mailbox.connectionString), ...env };
  const child = fork(join(import.meta.dirname, 'host-process.ts'), {
    execArgv: [],
    env: { ...process.env, HOST: JSON.stringify({ outdir, settings }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = String(await answerOf(child));

  /** @returns the client of a signed-in person */
  async function signIn(index: number): Promise<Client> {
    const client = createClient(url);
    const email = emails[index % people] ?? '';
    await client.signIn({ body: { email, password: goodPassword } });
    return client;
  }

  /** @returns the first administrator's client */
  async function signInAdministrator(): Promise<Client> {
    const client = createClient(url);
    await client.signIn({ body: { email: firstAdministrator, password: goodPassword } });
    return client;
  }

  return {
    url,
    signIn,
    signInAdministrator,
    beside,
    /** Client of the first administrator, for the service in this process. */
    besideAdmin: admin,
    connectionString,
    email: emails[0] ?? '',
    organizationId,
    /** @returns the service's resident memory in bytes */
    async rss() {
      child.send({ do: 'rss' });
      return Number(await answerOf(child));
    },
    /** Compares `count` passwords in threads like the service's. */
    hash: (count: number, atOnce: number) =>
      timed(child, async () => {
        child.send({ do: 'hash', count, atOnce, cost: hashCost });
        await answerOf(child);
      }),
    timed: (work: () => Promise<unknown>) => timed(child, work),
    async stop() {
      child.kill();
      await beside.stop();
      await mailbox.stop();
      await azurite.stop();
    },
  };
}

export type Timed = { seconds: number; times: ProcessorTimes };

/** @returns the work's duration and processor times */
async function timed({ pid = 0 }: ChildProcess, work: () => Promise<unknown>): Promise<Timed> {
  const before = processorTimes(pid);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  return { seconds, times: timesBetween(before, processorTimes(pid)) };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = await once(child, 'message');
  return answer;
}
