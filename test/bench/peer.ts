/** Measures ours beside Better Auth, which many would pick: same machine, run and bcrypt cost. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { buildBundle } from '../../src/build/bundle.ts';
import type { Client } from '../../src/client/client.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { usualSettings } from '../harness.ts';
import { fillOrganization } from './accounts.ts';
import { type BusyHost, clientsAtOnce, cost, startBusyHost } from './busy-host.ts';
import { startOnce } from './cold-start.ts';
import { median, quantile } from './median.ts';
import { startPeer } from './peer-host.ts';
import type { Item, Row, Run, Section } from './section.ts';

const people = 10_000;
const ownCost = 10;
const perSecond = 20;
const size = {
  quick: { rounds: 1, signIns: 16, seconds: 4, each: 8, starts: 2 },
  full: { rounds: 3, signIns: 32, seconds: 8, each: 30, starts: 5 },
};
export const peer: Item = {
  id: 'peer',
  title: `Beside Better Auth 1.7.25 on SQLite, bcrypt cost ${cost}`,
  measure,
};

type Ours = { host: BusyHost; reader: Client; admin: Client };
type Theirs = { host: Awaited<ReturnType<typeof startPeer>>; cookie: string };

async function measure(run: Run): Promise<Section> {
  const asked = run.quick ? size.quick : size.full;
  const ours = await openOurs();
  const theirs = await openTheirs();
  try {
    const rows: Row[] = [];
    for (const part of [signIns, reading, inviting, listing, memory, coldStarts]) {
      rows.push(await part(ours, theirs, asked));
      run.progress(rows.length, 8);
    }
    rows.push(await ownHashes(asked));
    return {
      id: peer.id,
      title: peer.title,
      head: { ours: 'ours', other: 'Better Auth' },
      rows,
      plots: [],
      remarks: [
        'E-mail and password, organization plugin, node:sqlite, node:http, no limit of requests. Theirs reads a file inside the process; ours asks storage over a socket, journals each change before it is made and counts each attempt. Both on this machine, clients and storage too.',
      ],
    };
  } finally {
    await ours.host.stop();
    await theirs.host.stop();
  }
}

async function openOurs(): Promise<Ours> {
  const host = await startBusyHost(clientsAtOnce + 1);
  await fillOrganization(host.beside, host.organizationId, people);
  return { host, reader: await host.signIn(0), admin: await host.signInAdministrator() };
}

async function openTheirs(withCost: number | undefined = cost): Promise<Theirs> {
  const host = await startPeer(people, withCost);
  const cookie = await host.signIn();
  await host.post('organization/set-active', { organizationSlug: 'espoo' }, cookie);
  return { host, cookie };
}

type Asked = (typeof size)['quick'];

async function signIns({ host }: Ours, theirs: Theirs, { rounds, signIns: count }: Asked) {
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
  await inParallel(numbers.slice(0, clientsAtOnce), clientsAtOnce, async (n) => {
    await host.signIn(n + 1);
  });
  for (let round = 0; round < rounds; round++)
    all.push({
      ours: await rate((n) => host.signIn(1 + (n % clientsAtOnce))),
      other: await rate(() => theirs.host.signIn()),
    });
  return {
    ours: median(all.map(({ ours }) => ours)),
    other: median(all.map(({ other }) => other)),
  };
}

/** 99 of 100 readings of the session while the sign-ins of eight clients are in flight. */
async function reading({ host, reader }: Ours, { host: other, cookie }: Theirs, asked: Asked) {
  const ours = await beside(
    (n) => host.signIn(n + 1),
    () => reader.me(),
    asked,
  );
  const theirs = await beside(
    () => other.signIn(),
    () => other.get('get-session', cookie),
    asked,
  );
  return row('reading the session under sign-in load, 99 of 100', ours, theirs, 0.99);
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

async function inviting({ host, admin }: Ours, { host: other, cookie }: Theirs, { each }: Asked) {
  const ours = await oneByOne(each, () => {
    const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
    const email = `${randomUUID()}@espoo.fi`;
    const body = { ...names, email, organizationId: host.organizationId, role: 'expert' } as const;
    return admin.createInvitation({ body });
  });
  const theirs = await oneByOne(each, () =>
    other.post(
      'organization/invite-member',
      { email: `${randomUUID()}@example.fi`, role: 'member' },
      cookie,
    ),
  );
  const found = row('an invitation, half of them within', ours, theirs, 0.5);
  const remark =
    'ours reserves the address, journals the change before and after it and files the mail: nine requests to storage, each a socket away.';
  return found.ratio > 1 ? { ...found, remark } : found;
}

async function listing({ host, admin }: Ours, { host: other, cookie }: Theirs, { each }: Asked) {
  const { organizationId } = host;
  const body = { organizationId, limit: 50 } as const;
  const ours = await oneByOne(each, () => admin.searchUsers({ body }));
  const theirs = await oneByOne(each, () =>
    other.get('organization/list-members?limit=50', cookie),
  );
  const storage = await storageAlone(host);
  const found = row(
    `a page of 50 of ${people.toLocaleString('en')} people, half within`,
    ours,
    theirs,
    0.5,
  );
  const own = Math.max(0, median(ours) - storage);
  const remark = `ours sorts by name, for which storage has no index, and reads all ${people.toLocaleString('en')} rows: the storage library alone takes ${ms(storage)} for that, what is ours ${ms(own)}.`;
  return found.ratio > 1 ? { ...found, remark } : found;
}

async function memory({ host }: Ours, theirs: Theirs) {
  const [ours, other] = [await host.rss(), await theirs.host.rss()];
  const mb = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  const found = { name: 'memory after the load', ours: mb(ours), other: mb(other) };
  const ratio = ours / other;
  const remark =
    'ours has the functions host in the same process, and two hashing threads with a heap each.';
  return { ...found, ratio, atMost: 1, ...(ratio > 1 && { remark }) };
}

async function coldStarts({ host }: Ours, theirs: Theirs, { starts }: Asked) {
  const { outdir } = await buildBundle();
  const settings = usualSettings(host.connectionString, host.beside.mailbox.connectionString);
  const ours: number[] = [];
  const other: number[] = [];
  for (let n = 0; n < starts; n++) {
    ours.push(await startOnce(outdir, settings, 'api/health/live'));
    other.push(await theirs.host.startOnce());
  }
  const found = row('from process start to the first answer', ours, other, 0.5);
  const remark = 'ours starts the functions host too, as Azure would (see cold start).';
  return found.ratio > 1 ? { ...found, remark } : found;
}

/** Ours at a lower cost beside the way of hashing that theirs has when nobody chooses. */
async function ownHashes({ rounds, signIns: count }: Asked): Promise<Row> {
  const host = await startBusyHost(clientsAtOnce + 1, ownCost);
  const theirs = await startPeer(0);
  const cookie = await theirs.signIn();
  const rates = await throughput(host, { host: theirs, cookie }, rounds, count * 2);
  await host.stop();
  await theirs.stop();
  const ratio = rates.ours / rates.other;
  const remark = `scrypt runs as native code in the threads of Node; bcryptjs, which the customer chose, is JavaScript.`;
  return {
    name: `sign-in, bcrypt cost ${ownCost} beside scrypt as they ship it`,
    ours: `${rates.ours.toFixed(2)} a second`,
    other: `${rates.other.toFixed(2)} a second`,
    ratio,
    atLeast: 1,
    ...(ratio < 1 && { remark }),
  };
}

async function oneByOne(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  await work();
  for (let n = 0; n < count; n++) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  return took;
}

/** @returns milliseconds of reading the same rows with the storage library alone */
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

const ms = (value: number) => `${value.toFixed(1)} ms`;

function row(name: string, ours: readonly number[], other: readonly number[], share: number) {
  const [a, b] = [quantile(ours, share), quantile(other, share)];
  return { name, ours: ms(a), other: ms(b), ratio: a / b, atMost: 1 };
}
