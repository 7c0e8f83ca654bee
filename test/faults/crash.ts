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

type Stopped = { place: string; item: Case };
type Lines = Awaited<ReturnType<typeof look>>;
type StopsOf = (requests: readonly string[]) => Stop[];

/** Of an operation whose stops can be tried together, and of one whose stops each need repair first. */
const stopsMax = { together: 2, apart: 1 };

/**
 * @param name of the operation
 * @param everywhere at each request, or else at the sample that stops.ts describes
 * @returns how many stops were reached
 */
export async function crashEverywhere(name: string, sample: Sample, everywhere: boolean) {
  const worlds = [await openWorld(sample)];
  const most = sample.reads ? 0 : stopsMax[isSeparate(sample) ? 'apart' : 'together'];
  const stopsOf: StopsOf = (requests) =>
    sample.reads ? [] : choose(name, requests, everywhere ? 'all' : most);
  const { reached, stops } =
    everywhere || isSeparate(sample) || sample.again === 'finishes'
      ? await stopAfterwards(sample, worlds, stopsOf)
      : await stopBeside(sample, worlds, stopsOf, most);
  for (const world of worlds) {
    await checkAll(world, sample);
    await world.service.stop();
  }
  // One that is not reached has verified nothing.
  if (!everywhere) expect(reached, 'stops that were reached').toBe(stops);
  return reached;
}

const isSeparate = ({ alone, apart }: Sample): boolean => (alone || apart) === true;

/** Stops cases once the undisturbed one is settled; each in a service of its own if it needs one. */
async function stopAfterwards(sample: Sample, worlds: World[], stopsOf: StopsOf) {
  const [world] = worlds as [World];
  const [item] = (await arrange(sample, world, 1)) as [Case];
  const untouched = untouchedOf(sample, await look(world.service), [item]);
  const requests = await undisturbed(world, item);
  await settleDown(world);
  await repeat(sample, world, [item]);
  const whole = wholeOf(sample, await look(world.service), item, requests, untouched);
  const stops = stopsOf(requests);
  const together = stops.length > 0 ? [stops] : [];
  const batches = isSeparate(sample) ? stops.map((stop) => [stop]) : together;
  let reached = 0;
  await inParallel(batches, sample.apart ? atOnceMax : 1, async (batch) => {
    const here = sample.apart ? await openWorld(sample) : world;
    if (here !== world) worlds.push(here);
    await renew(here, sample);
    const items = await arrange(sample, here, batch.length);
    if (sample.again !== 'finishes')
      expect(untouchedOf(sample, await look(here.service), items)).toEqual(untouched);
    const stopped = await stopEach(here, items, batch);
    await recover(sample, here, stopped.all, untouched, () => whole);
    reached += stopped.reached;
  });
  return { reached, stops: stops.length };
}

/** Stops cases beside the undisturbed one, so that all are arranged and settled together. */
async function stopBeside(sample: Sample, worlds: World[], stopsOf: StopsOf, most: number) {
  const [world] = worlds as [World];
  const items = await arrange(sample, world, 1 + most);
  const [first, ...others] = items as [Case, ...Case[]];
  const untouched = untouchedOf(sample, await look(world.service), items);
  const requests = await undisturbed(world, first);
  const stops = stopsOf(requests);
  const { all, reached } = await stopEach(world, others, stops);
  await recover(sample, world, all, untouched, (lines) =>
    wholeOf(sample, lines, first, requests, untouched),
  );
  return { reached, stops: stops.length };
}

async function undisturbed(world: World, item: Case): Promise<readonly string[]> {
  const { requests, error } = await perform(world, item);
  expect(error, 'the operation fails even without a stop').toBeUndefined();
  return requests;
}

async function stopEach(world: World, items: readonly Case[], stops: readonly Stop[]) {
  const all: Stopped[] = [];
  let reached = 0;
  for (const [index, stop] of stops.entries()) {
    const item = items[index] as Case;
    const { stopped, requests } = await perform(world, item, stop);
    const { when, at, of } = stop;
    const place = `stopped ${when} ${of === 'writes' ? 'write' : 'request'} ${at}, ${requests.at(-1)}`;
    all.push({ place, item });
    if (stopped) reached++;
  }
  return { all, reached };
}

/** Lets another process repair what is left, and tries each case again. */
async function recover(
  sample: Sample,
  world: World,
  stopped: readonly Stopped[],
  untouched: string[],
  wholeIn: (lines: Lines) => string[],
): Promise<void> {
  if (sample.hides) await showMessages(world.service.connectionString);
  world.service.clock.advance({ minutes: sample.repairedAfterMinutes ?? 0 });
  await settleDown(world);
  const finishes = sample.again === 'finishes';
  const lines = finishes ? [] : await look(world.service);
  const whole = wholeIn(lines);
  if (stopped.length === 0) return;
  await renew(world, sample);
  const happened = finishes ? [] : sortOut(sample, lines, stopped, { untouched, whole });
  for (const each of stopped) await tryAgain(sample, world, each, happened.includes(each));
  await settleDown(world);
  await repeat(
    sample,
    world,
    stopped.map(({ item }) => item),
  );
  const after = await look(world.service);
  for (const each of stopped)
    if (!(happened.includes(each) && (sample.again === 'more' || sample.followed)))
      expect(once(sample, pick(sample, after, each.item)), `${each.place}, retried`).toEqual(
        once(sample, whole),
      );
}

/** Checks that each is done entirely or not at all. @returns those that are done */
function sortOut(
  sample: Sample,
  lines: Lines,
  stopped: readonly Stopped[],
  { untouched, whole }: { untouched: string[]; whole: string[] },
): Stopped[] {
  return stopped.filter((each) => {
    const found = pick(sample, lines, each.item);
    if (JSON.stringify(found) === JSON.stringify(whole)) return true;
    const { leaves } = sample;
    const kept = leaves ? found.filter((line) => !leaves.lines.test(line)) : found;
    expect(kept, `${each.place}: half done`).toEqual(untouched);
    return false;
  });
}

async function tryAgain(
  sample: Sample,
  world: World,
  { item, place }: Stopped,
  happened: boolean,
): Promise<void> {
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

/** Work arranged for a timer or message must not be done by the timers run here. */
async function arrange(sample: Sample, world: World, count: number): Promise<Case[]> {
  const items: Case[] = [];
  while (items.length < count) items.push(await sample.arrange(world));
  if (sample.again === 'finishes') world.service.clock.advance({ minutes: 2 });
  else await settleDown(world);
  return items;
}

/** @returns what is stored of each case, which is the same for all, before anything happens */
function untouchedOf(sample: Sample, lines: Lines, items: readonly Case[]): string[] {
  expect(unmappedIn(lines)).toEqual([]);
  const [first = [], ...others] = items.map((item) => pick(sample, lines, item));
  for (const each of others) expect(each).toEqual(first);
  return first;
}

/** @returns what is stored of a case that nothing stopped */
function wholeOf(
  sample: Sample,
  lines: Lines,
  item: Case,
  requests: readonly string[],
  untouched: string[],
): string[] {
  expect(unmappedIn(lines)).toEqual([]);
  const whole = pick(sample, lines, item);
  if (sample.reads) expect(requests.filter(isWrite)).toEqual([]);
  else if (sample.onlyCounts) expect(whole).toEqual(untouched);
  else if (!sample.calls) expect(whole, 'the operation changes nothing').not.toEqual(untouched);
  return whole;
}

const unmappedIn = (lines: Lines) => lines.flatMap(({ unmapped = [] }) => unmapped);

function pick({ only }: Sample, lines: Lines, { about, elsewhere = () => [] }: Case) {
  const stored = only ? lines.filter(({ table }) => only.includes(table)) : lines;
  return [...pictureOf(stored, about), ...elsewhere()];
}

/** Counts the leftovers of failed attempts once. */
const once = ({ leaves }: Sample, lines: readonly string[]) =>
  lines.filter((line, index) => !leaves?.lines.test(line) || lines.indexOf(line) === index);
