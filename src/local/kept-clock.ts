/**
 * Data from a later date keeps its date: how far the clock is ahead is kept with the data. A damaged
 * file costs that, and nothing else.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { offset, setOffset } from './clock.ts';
import { codeOf } from './start-error.ts';

/** The clock stays within the years that a date is written with four digits. */
const lastInstant = Date.parse('9999-12-31T00:00:00Z');

const kept = z.object({ aheadMilliseconds: z.number().min(0) });

const pathIn = (folder: string) => join(folder, 'clock.json');

/**
 * Sets the clock as it was.
 * @returns what to tell the user when the file is damaged, and the clock shows the real time
 */
export async function restoreClock(folder: string): Promise<string | undefined> {
  const path = pathIn(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    return realTime(path, `can't be read (${codeOf(error)})`);
  }
  const parsed = kept.safeParse(parseJson(text));
  if (!parsed.success || Date.now() + parsed.data.aheadMilliseconds > lastInstant)
    return realTime(path, 'is damaged');
  await setOffset(parsed.data.aheadMilliseconds);
  return undefined;
}

/** The file changes at once, so that a kill leaves the former one or this one. */
export function keepClock(folder: string): void {
  const path = pathIn(folder);
  writeFileSync(`${path}~`, JSON.stringify({ aheadMilliseconds: offset() }));
  renameSync(`${path}~`, path);
}

const realTime = (path: string, fault: string): string =>
  `${path} ${fault}: the clock shows the real time again, and what happened at a later date lies in the future.`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
