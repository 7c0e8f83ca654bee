/** How much more memory the process takes while something runs. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const everyMs = 50;

/** @returns resident bytes beyond those before, look by look, when nothing unused was left */
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
