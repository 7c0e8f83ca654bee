/** Compares the service with Better Auth, a popular choice: same machine, run and bcrypt cost. */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import type { Client } from '../../src/client/client.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { usualSettings } from '../support/harness.ts';
import { fillOrganization } from './accounts.ts';
import { built } from './built.ts';
import { type BusyHost, clientsAtOnce, cost, startBusyHost } from './busy-host.ts';
import { buildHello, startOnce } from './cold-start.ts';
import { median, quantile, quantiles } from './median.ts';
import { startPeer } from './peer-host.ts';
import { readingRate } from './peer-reading.ts';
import {
  explained,
  type Item,
  type Measured,
  type Plot,
  type Row,
  type Run,
  two,
} from './section.ts';
import { covered, watchStorage } from './spans.ts';

const ownCost = 10;
const perSecond = 20;
const size = {
  quick: {
    people: 1_000,
    rounds: 1,
    signIns: 8,
    seconds: 0.5,
    each: 8,
    starts: 2,
    reads: 400,
    warmUp: 800,
  },
  full: {
    people: 10_000,
    rounds: 3,
    signIns: 32,
    seconds: 8,
    each: 30,
    starts: 5,
    reads: 2_000,
    warmUp: 2_000,
  },
};
export const peer: Item = {
  id: 'peer',
  title: `Compared with Better Auth 1.7.25 on SQLite, bcrypt cost ${cost}`,
  measure,
};

type Ours = { host: BusyHost; reader: Client; admin: Client };
type Theirs = { host: Awaited<ReturnType<typeof startPeer>>; cookie: string };

async function measure(run: Run): Promise<Measured> {
  const asked = run.quick ? size.quick : size.full;
  const [ours, theirs] = await Promise.all([openOurs(asked), openTheirs(asked)]);
  try {
    const rows: Row[] = [];
    const plots: Plot[] = [];
    for (const part of [signIns, reading, rate, inviting, listing, memory, coldStarts]) {
      const { plot, ...found } = await part(ours, theirs, asked);
      rows.push(found);
      if (plot) plots.push(plot);
      run.progress(rows.length, 9);
    }
    // Says nothing about the service but what its hash costs.
    if (!run.quick) rows.push(...(await ownHashes(asked)));
    return {
      head: { ours: 'ours', other: 'Better Auth' },
      rows,
      plots,
      remarks: [
        'E-mail and password, organization plugin, node:sqlite, node:http, no rate limit. Theirs reads a file in its process; ours queries storage over a socket, journals each change in advance and counts each attempt. Their bcrypt blocks the thread that serves requests, so reading the session waits for it; their own scrypt does not (last rows). Both run on this machine, with clients and storage.',
      ],
    };
  } finally {
    await ours.host.stop();
    await theirs.host.stop();
  }
}

async function openOurs({ people }: Asked): Promise<Ours> {
  const host = await startBusyHost(clientsAtOnce + 1);
  await fillOrganization(host.beside, host.organizationId, people);
  return { host, reader: await host.signIn(0), admin: await host.signInAdministrator() };
}

async function openTheirs({ people }: Asked): Promise<Theirs> {
  const host = await startPeer(people, cost);
  const cookie = await host.signInOwner();
  await host.post('organization/set-active', { organizationSlug: 'espoo' }, cookie);
  return { host, cookie };
}

type Asked = (typeof size)['quick'];
type Found = Row & { plot?: Plot };

async function signIns(
  { host }: Ours,
  theirs: Theirs,
  { rounds, signIns: count }: Asked,
): Promise<Found> {
  const rates = await throughput(host, theirs, rounds, count);
  return {
    name: `sign-in, ${clientsAtOnce} clients at once`,
    ours: `${rates.ours.toFixed(2)} a second`,
    other: `${rates.other.toFixed(2)} a second`,
    ratio: rates.ours / rates.other,
    atLeast: 1,
  };
}

async function throughput(host: BusyHost, theirs: Theirs, rounds: number, count: number) {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const rate = async (work: (n: number) => Promise<unknown>) => {
    const begun = performance.now();
    await inParallel(numbers, clientsAtOnce, async (n) => {
      await work(n);
    });
    return count / ((performance.now() - begun) / 1_000);
  };
  const all: { ours: number; other: number }[] = [];
  // One for each hashing thread that either side starts.
  await inParallel(numbers.slice(0, availableParallelism()), clientsAtOnce, async (n) => {
    await host.signIn(n + 1);
    await theirs.host.signIn(n);
  });
  for (let round = 0; round < rounds; round++)
    all.push({
      ours: await rate((n) => host.signIn(1 + (n % clientsAtOnce))),
      other: await rate((n) => theirs.host.signIn(n)),
    });
  return {
    ours: median(all.map(({ ours }) => ours)),
    other: median(all.map(({ other }) => other)),
  };
}

/** 99th percentile of reading the session while eight clients sign in, alternating. */
async function reading(ours: Ours, theirs: Theirs, asked: Asked): Promise<Found> {
  const took = await readings(ours, theirs, asked);
  const name = 'reading the session under sign-in load, 99th percentile';
  return { ...row(name, took.ours, took.other, 0.99), plot: plotOf(name, took) };
}

async function readings({ host, reader }: Ours, theirs: Theirs, asked: Asked) {
  const ours: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < asked.rounds; round++) {
    const enter = (n: number) => host.signIn(n + 1);
    ours.push(...(await beside(enter, () => reader.me(), asked)));
    const read = () => theirs.host.get('get-session', theirs.cookie);
    other.push(...(await beside((n) => theirs.host.signIn(n), read, asked)));
  }
  return { ours, other };
}

async function beside(
  enter: (n: number) => Promise<unknown>,
  read: () => Promise<unknown>,
  { seconds }: Asked,
): Promise<number[]> {
  let done = false;
  const clients = Array.from({ length: clientsAtOnce }, async (_, n) => {
    while (!done) await enter(n);
  });
  const begun = performance.now();
  const reads = Array.from({ length: perSecond * seconds }, async (_, n) => {
    const due = begun + (n * 1_000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    await read();
    return performance.now() - due;
  });
  const took = await Promise.all(reads);
  done = true;
  await Promise.all(clients);
  return took;
}

const rate = ({ host }: Ours, theirs: Theirs, { rounds, reads, warmUp }: Asked): Promise<Found> =>
  readingRate(host, theirs.host, { rounds: 2 * rounds + 1, count: reads, warmUp });

async function inviting({ host, admin }: Ours, theirs: Theirs, { each }: Asked): Promise<Found> {
  const invite = (by: Client) => () => {
    const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
    const email = `${randomUUID()}@espoo.fi`;
    const body = { ...names, email, organizationId: host.organizationId, role: 'expert' } as const;
    return by.createInvitation({ body });
  };
  const took = await inTurn(each, invite(admin), () =>
    theirs.host.post(
      'organization/invite-member',
      { email: `${randomUUID()}@example.fi`, role: 'member' },
      theirs.cookie,
    ),
  );
  const { requests, waitShare } = await storageOf(host, invite(host.besideAdmin));
  const found = row('an invitation, median', took.ours, took.other, 0.5);
  const own = median(took.ours) * (1 - waitShare);
  const because = `ours reserves the address, journals the change before and after it, and queues the e-mail: ${requests} requests to storage over a socket, for which it waits ${percent(waitShare)} of the time; without them it takes ${ms(own)}.`;
  return { ...explained(found, because), plot: plotOf(found.name, took) };
}

async function listing(
  { host, admin }: Ours,
  theirs: Theirs,
  { people, each }: Asked,
): Promise<Found> {
  const { organizationId } = host;
  const body = { organizationId, limit: 50 } as const;
  const took = await inTurn(
    each,
    () => admin.searchUsers({ body }),
    () => theirs.host.get('organization/list-members?limit=50&sortBy=createdAt', theirs.cookie),
  );
  const storage = await storageAlone(host);
  const all = people.toLocaleString('en');
  const found = row(`a page of 50 of ${all} people, median`, took.ours, took.other, 0.5);
  const own = Math.max(0, median(took.ours) - storage);
  const because = `ours sorts by name, which theirs can't (it sorts members by their own fields), and for which storage has no index: it reads all ${all} rows. The storage library alone takes ${ms(storage)} for that, our code ${ms(own)}.`;
  return { ...explained(found, because), plot: plotOf(found.name, took) };
}

/** @returns medians of the work's storage requests and of the share of time it waits for them */
async function storageOf({ connectionString }: BusyHost, work: () => Promise<unknown>) {
  const storage = watchStorage(connectionString);
  const found: { requests: number; waitShare: number }[] = [];
  await work();
  for (let n = 0; n < 5; n++) {
    storage.spans.length = 0;
    const took = await timed(work);
    found.push({ requests: storage.spans.length, waitShare: covered(storage.spans) / took });
  }
  storage.stop();
  return {
    requests: median(found.map(({ requests }) => requests)),
    waitShare: median(found.map(({ waitShare }) => waitShare)),
  };
}

async function memory({ host }: Ours, theirs: Theirs): Promise<Found> {
  const [ours, other] = [await host.rss(), await theirs.host.rss()];
  const mb = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  const settings = usualSettings(host.connectionString, host.beside.mailbox.connectionString);
  const bare = await startOnce(await buildHello(), settings, 'api/health/live');
  const found: Row = {
    name: "memory after the load, without the host's own",
    ours: mb(ours - bare.rss),
    other: mb(other),
    ratio: (ours - bare.rss) / other,
    atMost: 1.5,
    remark: `${mb(ours)} with the host, which takes ${mb(bare.rss)} alone with one function`,
  };
  return explained(found, 'ours has a hashing thread with its own heap for each processor.');
}

async function coldStarts({ host }: Ours, theirs: Theirs, { starts }: Asked): Promise<Found> {
  const { outdir } = await built();
  const settings = usualSettings(host.connectionString, host.beside.mailbox.connectionString);
  const ours: number[] = [];
  const other: number[] = [];
  for (let n = 0; n < starts; n++) {
    ours.push((await startOnce(outdir, settings, 'api/health/live')).ms);
    other.push(await theirs.host.startOnce());
  }
  const found = row('from process start to the first response', ours, other, 0.5);
  return explained(found, 'ours also starts the functions host, as Azure does (see cold start).');
}

/** Compares ours at a lower bcrypt cost with their default hashing. */
async function ownHashes(asked: Asked): Promise<Row[]> {
  const host = await startBusyHost(clientsAtOnce + 1, ownCost);
  const peerHost = await startPeer(0);
  const theirs = { host: peerHost, cookie: await peerHost.signInOwner() };
  const rates = await throughput(host, theirs, asked.rounds, asked.signIns * 2);
  const reader = await host.signIn(0);
  const took = await readings({ host, reader, admin: reader }, theirs, asked);
  await host.stop();
  await peerHost.stop();
  const name = `bcrypt cost ${ownCost} compared with their default scrypt`;
  const because =
    "scrypt runs natively in Node's threads; bcryptjs, the customer's choice, is JavaScript.";
  const entered: Row = {
    name: `sign-in, ${name}`,
    ours: `${rates.ours.toFixed(2)} a second`,
    other: `${rates.other.toFixed(2)} a second`,
    ratio: rates.ours / rates.other,
    atLeast: 1,
  };
  const read = row(
    `reading the session under sign-in load, 99th percentile, ${name}`,
    took.ours,
    took.other,
    0.99,
  );
  const waits =
    'each reading queries storage over a socket in ours, and a file in the process in theirs.';
  return [explained(entered, because), explained(read, waits)];
}

/** Sequential, alternating between ours and theirs, so that both run under the same conditions. */
async function inTurn(
  count: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{ ours: number[]; other: number[] }> {
  // Warms up connections and caches.
  await first();
  await second();
  const ours: number[] = [];
  const other: number[] = [];
  for (let n = 0; n < count; n++) {
    ours.push(await timed(first));
    other.push(await timed(second));
  }
  return { ours, other };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const plotOf = (title: string, { ours, other }: { ours: number[]; other: number[] }): Plot => ({
  title: `Milliseconds by percentile: ${title}`,
  lines: two(
    { name: 'ours', values: quantiles(ours) },
    { name: 'Better Auth', values: quantiles(other) },
  ),
  axis: '# %',
});

async function oneByOne(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  await work();
  for (let n = 0; n < count; n++) took.push(await timed(work));
  return took;
}

/** @returns milliseconds to read the same rows with the storage library alone */
async function storageAlone({ connectionString, organizationId }: BusyHost): Promise<number> {
  const table = TableClient.fromConnectionString(connectionString, 'directory', {
    allowInsecureConnection: true,
  });
  const filter = `PartitionKey eq '${organizationId}'`;
  const took = await oneByOne(5, async () => {
    for await (const _ of table.listEntities({ queryOptions: { filter } }));
  });
  return median(took);
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
const ms = (value: number) => `${value.toFixed(1)} ms`;

function row(name: string, ours: readonly number[], other: readonly number[], share: number) {
  const [a, b] = [quantile(ours, share), quantile(other, share)];
  return { name, ours: ms(a), other: ms(b), ratio: a / b, atMost: 1 };
}
