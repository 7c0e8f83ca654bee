/** Computes the first bottleneck at a million accounts, and simulates the load on partitions. */
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { limit } from '../../src/policy/limits.ts';
import { emptyHash } from '../../src/sessions/empty-hash.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import {
  accountKey,
  dayKey,
  directoryKey,
  journalKey,
  loginKey,
  scheduleKey,
  searchKey,
} from '../../src/store/row-keys.ts';
import { rowsPerRequestMax } from '../../src/store/tables.ts';
import { peopleRows } from '../support/fill-people.ts';
import { built } from './built.ts';
import { cost } from './busy-host.ts';
import { median } from './median.ts';
import type { Item, Measured, Run } from './section.ts';

const accounts = 1_000_000;
const organizations = 300;
/** Share of people in a city's own organization, the largest. */
const largestShare = 0.3;
const signInsASecond = 1_000;
const playedSeconds = { quick: 5, full: 60 };
/** Scalability targets of Table Storage for entities of 1 kB (Microsoft Learn). */
const accountTarget = 20_000;
const partitionTarget = 2_000;

export const scale: Item = {
  id: 'scale',
  title: `${accounts.toLocaleString('en')} accounts, ${signInsASecond.toLocaleString('en')} sign-ins a second, on paper`,
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const seconds = run.quick ? playedSeconds.quick : playedSeconds.full;
  const load = play(seconds, run);
  const perSignIn = load.requests / (signInsASecond * seconds);
  const hashMs = await measureHash(run.quick);
  const cores = (signInsASecond * hashMs) / 1_000;
  const rows = [...load.hottest].map(([table, most]) => ({
    name: `\`${table}\`: requests per second to its hottest partition`,
    ours: String(most),
    other: String(partitionTarget),
    ratio: most / partitionTarget,
    atMost: 1,
    exact: true as const,
  }));
  return {
    head: { ours: 'computed', other: 'target' },
    rows: [
      {
        name: `storage requests per second, ${perSignIn.toFixed(1)} a sign-in`,
        ours: String(Math.round(perSignIn * signInsASecond)),
        other: String(accountTarget),
        ratio: (perSignIn * signInsASecond) / accountTarget,
        atMost: 1,
        exact: true,
      },
      ...rows,
      {
        name: 'storage requests of a page of a search, by the limits',
        ours: String(searchRequests),
        other: '5',
        ratio: searchRequests / 5,
        atMost: 1,
        exact: true,
      },
      {
        name: 'people whose names share their most frequent beginning; others are listed in parts',
        ours: Math.round(shareOfBeginning() * accounts).toLocaleString('en'),
        other: `parts of ${limit.searchRowsMax.toLocaleString('en')}`,
      },
      {
        name: `a night with ${Math.round(accounts / 180).toLocaleString('en')} accounts due, in the hottest partition`,
        ours: String(dueInHottest()),
        other: `${partitionTarget} a second`,
      },
      {
        name: `processors for hashing alone, ${hashMs.toFixed(0)} ms each, measured here`,
        ours: cores.toFixed(0),
      },
    ],
    plots: [],
    remarks: [
      `Hashing is the first bottleneck: storage would support ${Math.floor(accountTarget / perSignIn).toLocaleString('en')} sign-ins a second, for which ${Math.ceil((accountTarget / perSignIn) * (hashMs / 1_000)).toLocaleString('en')} processors would be needed. The next limit is that of the storage account, before any partition's.`,
      `Simulated with the service's own keys: ${organizations} organizations, the largest with ${largestShare * 100} % of all people; each request of a sign-in and of the repair that follows goes to its real partition. Targets: Microsoft Learn, "Scalability and performance targets for Table storage".`,
    ],
  };
}

/** Of the caller, of the index's state, and of the rows; see src/accounts/search.ts. */
const searchRequests = 2 + limit.searchRowsMax / rowsPerRequestMax;

/** @returns the share of people with a name that begins with the most frequent three letters */
function shareOfBeginning(): number {
  const sample = peopleRows('2027-01-04T06:00:00.000Z', 10_000, organizations);
  const counts = new Map<string, number>();
  for (const { firstName, lastName } of sample)
    for (const beginning of new Set([firstName, lastName].map((name) => name.slice(0, 3))))
      counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  return Math.max(...counts.values()) / sample.length;
}

type Load = { requests: number; hottest: Map<string, number> };

/** Simulates all requests of sign-ins (src/sessions/login.ts) and of the repair that follows. */
function play(seconds: number, run: Run): Load {
  const places = Array.from({ length: organizations }, () => randomUUID());
  const begun = Date.parse('2027-01-04T06:00:00Z');
  const hottest = new Map<string, number>();
  let requests = 0;
  for (let second = 0; second < seconds; second++) {
    const counts = new Map<string, Map<string, number>>();
    const ask = (table: string, { partitionKey }: { partitionKey: string }, times = 1) => {
      const partitions = counts.get(table) ?? new Map<string, number>();
      counts.set(table, partitions);
      partitions.set(partitionKey, (partitions.get(partitionKey) ?? 0) + times);
      requests += times;
    };
    for (let n = 0; n < signInsASecond; n++) {
      const at = begun + second * 1_000 + n;
      const day = new Date(at).toISOString().slice(0, 10);
      const userId = randomUUID();
      const place = Math.random() < largestShare ? 0 : Math.floor(Math.random() * organizations);
      ask('logins', loginKey(keyed('address')));
      ask('throttle', dayKey(day, keyed('source')));
      ask('throttle', dayKey(day, keyed('known')));
      // Reads the account, counts the attempt, and writes the session.
      ask('accounts', accountKey(userId), 3);
      const { month, key } = journalKey(ulid(at));
      ask(`journal${month}`, key);
      // Repair reads the account, updates the directory and settles the journal row.
      ask('accounts', accountKey(userId));
      ask(`journal${month}`, key);
      ask('directory', directoryKey(places[place] ?? '', userId));
      // Reads a row of the search index; on the day's first sign-in it writes the person's rows, here
      // the words of two names and of the organization's domain.
      const names = [keyed('first'), keyed('last')].map((word) => word.slice(0, 3));
      const words = [`domain ${place}`, ...names].map((word) => searchKey(word, '', userId));
      for (const key of [...words.slice(0, 1), ...words]) ask('search', key);
    }
    for (const [table, partitions] of counts) {
      const name = table.replace(/\d+$/, '');
      hottest.set(name, Math.max(hottest.get(name) ?? 0, ...partitions.values()));
    }
    run.progress(second + 1, seconds + 1);
  }
  return { requests, hottest };
}

const keyed = (what: string) =>
  createHash('sha256')
    .update(what + randomUUID())
    .digest('hex');

/** @returns the accounts due on one day in the schedule's hottest partition */
function dueInHottest(): number {
  const partitions = new Map<string, number>();
  for (let n = 0; n < accounts / 180; n++) {
    const { partitionKey } = scheduleKey('2027-01-04', randomUUID());
    partitions.set(partitionKey, (partitions.get(partitionKey) ?? 0) + 1);
  }
  return Math.max(...partitions.values());
}

/** Hashes sequentially, to measure only the hash. @returns milliseconds */
async function measureHash(quick: boolean): Promise<number> {
  const { outdir } = await built();
  const hasher = makeHasher(join(outdir, 'hash-worker.cjs'), 1);
  await hasher.compare('once before', emptyHash(cost));
  const took: number[] = [];
  for (let n = 0; n < (quick ? 5 : 15); n++) {
    const begun = performance.now();
    await hasher.compare(`a password with number ${n}`, emptyHash(cost));
    took.push(performance.now() - begun);
  }
  await hasher.close();
  return median(took);
}
