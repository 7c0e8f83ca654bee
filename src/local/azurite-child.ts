/**
 * Loaded into Azurite's process before it: its clock follows ours, a query of one partition looks at
 * that one only, and it ends when we do.
 */
import { queryByPartition } from './azurite-partitions.ts';
import { setOffset } from './clock.ts';

const graceMilliseconds = 5_000;

await setOffset(Number(process.env['LOCAL_CLOCK_OFFSET'] ?? 0));
queryByPartition();

process.on('message', async (message) => {
  if (typeof message !== 'object' || message === null || !('clockOffset' in message)) return;
  await setOffset(Number(message.clockOffset));
  process.send?.({ clockOffset: message.clockOffset });
});

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), graceMilliseconds).unref();
  if (!process.emit('SIGTERM')) process.exit(0);
});

process.channel?.unref();
