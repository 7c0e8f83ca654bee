/**
 * Promise: every operation works beside a newer release and loses no unknown data. `npm test` tries every
 * third one of each part, `npm run test:long` all.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { perform, renew } from '../faults/around.ts';
import { look, pictureOf } from '../faults/picture.ts';
import { copyWorld, openWorld, type World } from '../samples/open-world.ts';
import type { Case, Sample } from '../samples/sample.ts';
import { parts } from '../samples/samples.ts';
import { inDepth } from '../support/depth.ts';
import { addNewerRelease, type Newer } from './newer.ts';

type Shared = { world: World; newer: Newer };

const usesMax = 8;

let original: Promise<Shared> | undefined;
afterAll(async () => (await original)?.world.service.stop());

/** A copy of the first one, unless the sample needs an empty world. */
async function open({ bare }: Sample): Promise<Shared> {
  if (bare) return create({ bare });
  original ??= create({});
  const { world, newer } = await original;
  const copy = await copyWorld(world);
  return { world: copy, newer: newer.ofCopy(copy.service) };
}

async function create(sample: Pick<Sample, 'bare'>): Promise<Shared> {
  const world = await openWorld(sample);
  return { world, newer: await addNewerRelease(world.service) };
}

async function pictured({ only }: Sample, world: World, { about }: Case): Promise<string[]> {
  const lines = await look(world.service);
  return pictureOf(only ? lines.filter(({ table }) => only.includes(table)) : lines, about);
}

async function works(sample: Sample, { world, newer }: Shared): Promise<void> {
  await renew(world, sample);
  const item = await sample.arrange(world);
  // Repair handles changes older than a minute.
  if (sample.again === 'finishes') world.service.clock.advance({ minutes: 2 });
  await newer.mark();
  const before = await pictured(sample, world, item);
  world.service.logs.length = 0;
  const { error } = await perform(world, item);
  expect(error).toBeUndefined();
  await world.service.drainMail();
  expect(world.service.logs.filter((line) => /"\w+_failed"/.test(line))).toEqual([]);
  const after = await pictured(sample, world, item);
  if (!sample.reads && !sample.onlyCounts && !sample.calls)
    expect(after, 'nothing was done').not.toEqual(before);
  expect(await newer.lost()).toEqual([]);
}

describe.each(Object.entries(parts))('beside a newer release: %s', (_, samples) => {
  /** Several samples that do not interfere share storage: few, because each reads all of it. */
  let shared: Promise<Shared> | undefined;
  let uses = 0;

  async function close(): Promise<void> {
    await (await shared)?.world.service.stop();
    shared = undefined;
    uses = 0;
  }
  afterAll(close);

  const tried = Object.entries<Sample>(samples).filter((_, n) => inDepth(n % 3 === 0, true));

  test.each(tried)('L4: %s works and loses nothing', async (__, sample) => {
    const alone = sample.alone || sample.apart;
    if (alone || uses === usesMax) await close();
    shared ??= open(sample);
    uses = alone ? usesMax : uses + 1;
    await works(sample, await shared);
  });
});
