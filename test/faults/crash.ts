/** Stops an operation at each of its requests, and checks the state after repair and a retry. */
import { expect } from 'vitest';
import { ProblemError } from '../../src/client/client.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import type { Case, Sample } from '../samples/sample.ts';
import { settleDown } from '../samples/settle-down.ts';
import { showMessages } from '../support/direct-storage.ts';
import { checkAll, perform, renew } from './around.ts';
import { look, pictureOf } from './picture.ts';
import { isWrite, type Stop } from './stopping.ts';
import { choose } from './stops.ts';

/** Number of separate services at once. */
const atOnceMax = 4;

type Pictures = { untouched: string[]; whole: string[] };
type Tried = { stop: Stop; place: string; world: World; item: Case };

/** Of an operation whose stops can be tried together, and of one whose stops each need repair first. */
const stopsMax = { together: 2, apart: 1 };

/**
 * @param name of the operation
 * @param everywhere at each request, or else at the sample that stops.ts describes
 * @returns how many stops were reached
 */
export async function crashEverywhere(name: string, sample: Sample, everywhere: boolean) {
  const world = await openWorld(sample);
  const worlds = [world];
  const { requests, ...pictures } = await undisturbed(sample, world);
  const separate = sample.alone || sample.apart;
  const most = separate ? stopsMax.apart : stopsMax.together;
  const chosen = sample.reads ? [] : choose(name, requests, everywhere ? 'all' : most);
  const batches = separate ? chosen.map((stop) => [stop]) : [chosen];
  let reached = 0;
  await inParallel(batches, sample.apart ? atOnceMax : 1, async (batch) => {
    const here = sample.apart ? await openWorld(sample) : world;
    if (here !== world) worlds.push(here);
    reached += await tryBatch(sample, here, batch, pictures);
  });
  for (const each of worlds) {
    await checkAll(each, sample);
    await each.service.stop();
  }
  // One that is not reached has verified nothing.
  if (!everywhere) expect(reached, 'stops that were reached').toBe(chosen.length);
  return reached;
}

/** Runs the operation without a stop. @returns its requests, and storage before and after it */
async function undisturbed(sample: Sample, world: World) {
  const item = await arrange(sample, world);
  const untouched = await picture(sample, world, item);
  const { requests, error } = await perform(world, item);
  expect(error, 'the operation fails even without a stop').toBeUndefined();
  await settleDown(world);
  await repeat(sample, world, [item]);
  const whole = await picture(sample, world, item);
  const writes = requests.filter(isWrite).length;
  if (sample.reads) expect(writes).toBe(0);
  else if (sample.onlyCounts) expect(whole).toEqual(untouched);
  else if (!sample.calls) expect(whole, 'the operation changes nothing').not.toEqual(untouched);
  return { untouched, whole, requests };
}

async function tryBatch(
  sample: Sample,
  world: World,
  stops: readonly Stop[],
  pictures: Pictures,
): Promise<number> {
  if (stops.length === 0) return 0;
  await renew(world, sample);
  const tried: Tried[] = [];
  for (const stop of stops)
    tried.push({ stop, place: '', world, item: await sample.arrange(world) });
  await afterArranging(sample, world);
  if (sample.again !== 'finishes') {
    const before = await look(world.service);
    for (const { item } of tried) expect(pick(sample, before, item)).toEqual(pictures.untouched);
  }
  let reached = 0;
  for (const each of tried) {
    const { stopped, requests } = await perform(world, each.item, each.stop);
    const { when, at, of } = each.stop;
    each.place = `stopped ${when} ${of === 'writes' ? 'write' : 'request'} ${at}, ${requests.at(-1)}`;
    if (stopped) reached++;
  }
  if (sample.hides) await showMessages(world.service.connectionString);
  world.service.clock.advance({ minutes: sample.repairedAfterMinutes ?? 0 });
  await settleDown(world);
  await renew(world, sample);
  const happened = sample.again === 'finishes' ? [] : await sortOut(sample, world, tried, pictures);
  for (const each of tried) await tryAgain(sample, each, happened.includes(each));
  await settleDown(world);
  await repeat(
    sample,
    world,
    tried.map(({ item }) => item),
  );
  const after = await look(world.service);
  for (const each of tried)
    if (!(happened.includes(each) && (sample.again === 'more' || sample.followed)))
      expect(once(sample, pick(sample, after, each.item)), `${each.place}, retried`).toEqual(
        once(sample, pictures.whole),
      );
  return reached;
}

/** Checks that each is done entirely or not at all. @returns those that are done */
async function sortOut(sample: Sample, world: World, tried: readonly Tried[], pictures: Pictures) {
  const lines = await look(world.service);
  return tried.filter((each) => {
    const found = pick(sample, lines, each.item);
    if (JSON.stringify(found) === JSON.stringify(pictures.whole)) return true;
    const { leaves } = sample;
    const kept = leaves ? found.filter((line) => !leaves.lines.test(line)) : found;
    expect(kept, `${each.place}: half done`).toEqual(pictures.untouched);
    return false;
  });
}

async function tryAgain(sample: Sample, { world, item, place }: Tried, happened: boolean) {
  const { error } = await perform(world, item);
  const succeeds = !happened || ['same', 'more', 'finishes'].includes(sample.again);
  if (succeeds) expect(error, `${place}, retried`).toBeUndefined();
  else {
    const code = error instanceof ProblemError ? error.code : error;
    expect(code, `${place}, retried`).toBe(sample.again);
  }
}

/** A timer runs again and a message may arrive twice: all is done, and nothing is done twice. */
async function repeat({ again }: Sample, world: World, items: readonly Case[]): Promise<void> {
  if (again !== 'finishes') return;
  for (const item of items) expect((await perform(world, item)).error).toBeUndefined();
  await settleDown(world);
}

async function arrange(sample: Sample, world: World): Promise<Case> {
  const item = await sample.arrange(world);
  await afterArranging(sample, world);
  return item;
}

/** Work arranged for a timer or message must not be done by the timers run here. */
async function afterArranging(sample: Sample, world: World): Promise<void> {
  if (sample.again === 'finishes') world.service.clock.advance({ minutes: 2 });
  else await settleDown(world);
}

async function picture(sample: Sample, { service }: World, item: Case): Promise<string[]> {
  const lines = await look(service);
  expect(lines.flatMap(({ unmapped = [] }) => unmapped)).toEqual([]);
  return pick(sample, lines, item);
}

function pick(
  { only }: Sample,
  lines: Awaited<ReturnType<typeof look>>,
  { about, elsewhere = () => [] }: Case,
) {
  const stored = only ? lines.filter(({ table }) => only.includes(table)) : lines;
  return [...pictureOf(stored, about), ...elsewhere()];
}

/** Counts the leftovers of failed attempts once. */
const once = ({ leaves }: Sample, lines: readonly string[]) =>
  lines.filter((line, index) => !leaves?.lines.test(line) || lines.indexOf(line) === index);
