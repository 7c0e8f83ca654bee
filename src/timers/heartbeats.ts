/** Tells which timers are late: a timer that stopped for good must not stay unnoticed. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { readPage, rowsUnder } from '../store/tables.ts';
import { timerTable } from './timer-table.ts';

const minuteMs = 60_000;
/** Not every state has one. */
const beat = z.object({ ranAt: z.string().optional() });

/**
 * One storage request. A timer that never ran is late when the service is older than it may be.
 * @returns the names of the late ones; each is a log event too
 */
export async function lateTimers(
  deps: Pick<Deps, 'store' | 'keyring' | 'log'>,
  now: string,
): Promise<string[]> {
  const table = await deps.store.table('keys');
  const [{ rows }, keys] = await Promise.all([
    readPage(table, beat, { filter: rowsUnder('state') }),
    deps.keyring.load(now),
  ]);
  const late = Object.entries(timerTable)
    .filter(([name, { lateAfterMinutes }]) => {
      const ranAt = rows.find((row) => row.rowKey === name)?.ranAt ?? keys.createdAt;
      return Date.parse(now) - Date.parse(ranAt) > lateAfterMinutes * minuteMs;
    })
    .map(([name]) => name);
  for (const timer of late) deps.log('heartbeat_late', { timer });
  return late;
}
