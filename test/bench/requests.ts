/** Counts operations' storage requests and their cost, independent of accounts and history. */
import { prices } from '../../infra/prices.ts';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { startCountingProxy } from '../support/counting-proxy.ts';
import { goodPassword, makeClock, type Service, startService } from '../support/harness.ts';
import {
  type Callers,
  fillDirectory,
  openCallers,
  operations,
  primaryAddress,
} from '../support/operations.ts';
import { fillAccounts } from './accounts.ts';
import type { Item, Measured, Row, Run } from './section.ts';

type Proxy = Awaited<ReturnType<typeof startCountingProxy>>;
type Count = Awaited<ReturnType<Proxy['count']>>;
type Operation = ReturnType<typeof operations>[number];
type World = { behind: Service; service: Service; proxy: Proxy; callers: Callers };

const fewAccounts = 1_000;
const manyAccounts = 100_000;
const signIns = { quick: 20, full: 1_000 };
const millionUsd = (count: number) => (count * 1e6 * prices.tableRequest.usd) / 10_000;

export const requests: Item = {
  id: 'requests',
  title: 'Storage requests of each operation',
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const azurite = await startAzurite();
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const mailbox = await startMailbox();
  const clock = makeClock();
  const behind = await startService({ connectionString, mailbox, clock, logs: [] });
  const proxy = await startCountingProxy(connectionString);
  const service = await startService({ ...behind, connectionString: proxy.connectionString });
  const world = { behind, service, proxy, callers: await openCallers(service) };
  try {
    return await measureIn(world, run);
  } finally {
    proxy.stop();
    await service.stop();
    await behind.stop();
    await mailbox.stop();
    await azurite.stop();
  }
}

async function measureIn(world: World, run: Run): Promise<Measured> {
  // From the first census on, work is counted without searching the lists.
  await world.behind.runTimer('census');
  await fill(world.behind, fewAccounts);
  // Inviting leaves an open invitation, which listing then has to judge: so it is there from the start.
  await runAll(world);
  const few = await countAll(world);
  run.progress(1, 10);
  const times = run.quick ? signIns.quick : signIns.full;
  const body = { email: primaryAddress, password: goodPassword };
  for (let n = 0; n < times; n++) {
    // Short enough that tokens stay valid, long enough to order sessions.
    world.behind.clock.advance({ milliseconds: 100 });
    await world.behind.client().signIn({ body });
    run.progress(1 + (2 * n) / times, 10);
  }
  // The first session has ended, because the number of sessions is limited.
  await world.callers.primary.signIn({ body });
  await runAll(world, isConstant);
  const afterSignIns = await countAll(world, isConstant);
  let afterAccounts: Map<string, Count> | undefined;
  if (!run.quick) {
    await fill(world.behind, manyAccounts - fewAccounts);
    run.progress(9, 10);
    // A search across all organizations is limited to scanRowsMax people.
    await runAll(world, isConstant);
    afterAccounts = await countAll(world, isConstant);
  }
  const all = operations(world.service, world.callers, fewAccounts);
  const rows = all.flatMap(({ name, most, constant }) => {
    const count = few.get(name);
    if (!count) throw new Error(`${name} was not counted`);
    const promised = {
      ...rowOf(name, count),
      other: String(most),
      ratio: count.requests / most,
      atMost: 1,
    };
    if (!constant) return [promised];
    const grown = (after: string, counts: Map<string, Count>) =>
      growth(`${name}, ${after}`, count, counts.get(name));
    const again = [
      grown(`after ${times.toLocaleString('en')} sign-ins of one person`, afterSignIns),
      ...(afterAccounts
        ? [grown(`at ${manyAccounts.toLocaleString('en')} accounts`, afterAccounts)]
        : []),
    ];
    return [promised, ...again];
  });
  const { source, read } = prices.tableRequest;
  return {
    head: { ours: 'requests', other: 'limit, or value at 1,000 accounts' },
    rows,
    plots: [],
    remarks: [
      'Critical path: requests that wait for one another. Bytes are those of request and response bodies.',
      `Dollars are for a million of the operation: ${source}, read ${read}. Queue requests are not included.`,
    ],
  };
}

type Counted = (operation: Operation) => boolean;
const isAny: Counted = () => true;
const isConstant: Counted = ({ constant }) => constant === true;

/** Before counting, to warm up connections, keys and the journal. */
async function runAll({ service, callers }: World, counted = isAny): Promise<void> {
  for (const { before, work } of operations(service, callers, fewAccounts).filter(counted)) {
    await before?.();
    await work();
  }
}

async function countAll(
  { service, proxy, callers }: World,
  counted = isAny,
): Promise<Map<string, Count>> {
  const counts = new Map<string, Count>();
  for (const { name, before, work } of operations(service, callers, fewAccounts).filter(counted)) {
    await before?.();
    counts.set(name, await proxy.count(work, service.answeredAt));
  }
  return counts;
}

async function fill(service: Service, count: number): Promise<void> {
  await fillDirectory(service, count);
  await fillAccounts(service, count);
}

function rowOf(name: string, count: Count): Row {
  const { requests: all, inSequence, toQueues, bytesSent, bytesReceived } = count;
  const queues = toQueues > 0 ? `, ${toQueues} to queues` : '';
  const usd = millionUsd(all - toQueues).toFixed(2);
  const ours = `${all}${queues}`;
  const remark = `critical path ${inSequence}; ${bytesSent} bytes written, ${bytesReceived} read; $${usd} a million`;
  return { name, ours, remark, exact: true };
}

function growth(name: string, before: Count, after: Count | undefined): Row {
  if (!after) throw new Error(`${name} was not counted`);
  return {
    ...rowOf(name, after),
    other: String(before.requests),
    ratio: after.requests / before.requests,
    atMost: 1,
  };
}
