/** Data from a later date keeps its date: how far the clock is ahead is kept with the data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { offset, setOffset } from './clock.ts';
import { codeOf, StartError } from './start-error.ts';

const kept = z.object({ aheadMilliseconds: z.number().min(0) });

const pathIn = (folder: string) => join(folder, 'clock.json');

/** @throws StartError when the kept clock is damaged */
export async function restoreClock(folder: string): Promise<void> {
  let text: string;
  try {
    text = readFileSync(pathIn(folder), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw new StartError(
      `${pathIn(folder)} can't be read (${codeOf(error)}): choose another folder with --data.`,
    );
  }
  const parsed = kept.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StartError(
      `The data folder ${folder} is damaged (clock.json): delete the folder, choose another with --data or none with --memory.`,
    );
  await setOffset(parsed.data.aheadMilliseconds);
}

export function keepClock(folder: string): void {
  writeFileSync(pathIn(folder), JSON.stringify({ aheadMilliseconds: offset() }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
