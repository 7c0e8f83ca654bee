/**
 * Loaded into Azurite's process before it: its clock follows ours, a query of one partition looks at
 * that one only, and it ends when we do, however we end, with everything saved.
 */
import { queryByPartition } from './azurite-partitions.ts';
import { saveAll, saveOften } from './azurite-saving.ts';
import { setOffset } from './clock.ts';
import { joinLock, releaseLock } from './folder-lock.ts';

/** Even a slow disk has taken everything by then. */
const saveMillisecondsMax = 60_000;

const folder = process.env['LOCAL_DATA_FOLDER'];
let ending = false;

// Whoever read these is gone when we were not stopped in order: nobody misses a line.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

if (folder !== undefined) joinLock(folder);
await setOffset(Number(process.env['LOCAL_CLOCK_OFFSET'] ?? 0));
queryByPartition();
saveOften();

process.on('message', async (message) => {
  if (typeof message !== 'object' || message === null || !('clockOffset' in message)) return;
  await setOffset(Number(message.clockOffset));
  process.send?.({ clockOffset: message.clockOffset });
});

process.on('disconnect', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
process.channel?.unref();
// The one who started us may have ended before we listened.
if (!process.connected) await end();

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), saveMillisecondsMax);
  // Azurite stops answering: nothing is acknowledged any more.
  process.emit('SIGTERM');
  await saveAll();
  if (folder !== undefined) releaseLock(folder);
  process.exit(0);
}
