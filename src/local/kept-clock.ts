/**
 * Stores the clock's offset with the data, so that data from a later date stays in the past. A
 * damaged file loses only the offset.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { offset, setOffset } from './clock.ts';
import { codeOf } from './start-error.ts';

/** The last instant whose year has four digits. */
const lastInstant = Date.parse('9999-12-31T00:00:00Z');

const kept = z.object({ aheadMilliseconds: z.number().min(0) });

const pathIn = (folder: string) => join(folder, 'clock.json');

/**
 * Restores the clock's offset.
 * @returns a warning for the user if the file is damaged and the clock shows the real time
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

/** Replaces the file atomically, so that a kill leaves the old or the new one. */
export function keepClock(folder: string): void {
  const path = pathIn(folder);
  writeFileSync(`${path}~`, JSON.stringify({ aheadMilliseconds: offset() }));
  renameSync(`${path}~`, path);
}

const realTime = (path: string, fault: string): string =>
  `${path} ${fault}: the clock shows the real time again, so later events are now in the future.`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
