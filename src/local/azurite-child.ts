/**
 * Preloaded into Azurite's process: its clock follows ours, neither other tables, partitions nor
 * messages slow a request down, and the process saves everything and exits when ours ends for any reason.
 */
import { findCollectionsAtOnce } from './azurite-collections.ts';
import { findKeysAtOnce } from './azurite-keys.ts';
import { loadOnlyWhatIsUsed } from './azurite-loading.ts';
import { queryByPartition } from './azurite-partitions.ts';
import { removeFewAtOnce } from './azurite-removing.ts';
import { saveAll, saveOften } from './azurite-saving.ts';
import { prepareKeysOnce } from './azurite-signatures.ts';
import { setOffset } from './clock.ts';
import { joinLock, releaseLock } from './folder-lock.ts';

/** Long enough for a slow disk. */
const saveMillisecondsMax = 60_000;

const folder = process.env['LOCAL_DATA_FOLDER'];
let ending = false;

// After an unclean stop nobody reads these streams, so write errors are ignored.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

if (folder !== undefined) joinLock(folder);
await setOffset(Number(process.env['LOCAL_CLOCK_OFFSET'] ?? 0));
loadOnlyWhatIsUsed();
findCollectionsAtOnce();
findKeysAtOnce();
queryByPartition();
removeFewAtOnce();
prepareKeysOnce();
saveOften();

process.on('message', async (message) => {
  if (typeof message !== 'object' || message === null || !('clockOffset' in message)) return;
  await setOffset(Number(message.clockOffset));
  process.send?.({ clockOffset: message.clockOffset });
});

process.on('disconnect', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
process.channel?.unref();
// The parent may have ended before the listener was attached.
if (!process.connected) await end();

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), saveMillisecondsMax);
  // Azurite stops serving, so no further write is acknowledged.
  process.emit('SIGTERM');
  await saveAll();
  if (folder !== undefined) releaseLock(folder);
  process.exit(0);
}
