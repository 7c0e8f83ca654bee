/** Shows the progress of a long run on one terminal line: a bar, a percentage, the time left. */

/** @returns a function to report the share done, from 0 to 1, at any time */
export function startProgress(): (done: number) => void {
  const begun = performance.now();
  let shown = -1;
  return (done) => {
    const seconds = (performance.now() - begun) / 1_000;
    const left = done > 0 ? `${Math.round((seconds / done) * (1 - done))} s left` : 'begun';
    const bar = '#'.repeat(Math.round(done * 30)).padEnd(30, '.');
    const line = `[${bar}] ${(done * 100).toFixed(1)} %, ${left}`;
    const twentieth = Math.floor(done * 20);
    if (process.stdout.isTTY) process.stdout.write(`\r${line}  `);
    else if (twentieth > shown) process.stdout.write(`${line}\n`);
    shown = twentieth;
  };
}
