/** Measures the growth of the process's memory during some work. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const everyMs = 50;

/** Collects garbage first. @returns samples of resident bytes above the initial value */
export async function growth(work: () => Promise<unknown>): Promise<number[]> {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const before = process.memoryUsage.rss();
  const looks: number[] = [];
  const look = () => void looks.push(process.memoryUsage.rss() - before);
  const timer = setInterval(look, everyMs);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  return looks;
}
