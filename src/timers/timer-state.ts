/** How far each timer has come and when it last ran; a late one shows in its row. */
import type { Deps } from '../deps.ts';
import { type TimerRow, timerRow } from '../store/rows.ts';
import { getRow, type Key, write } from '../store/tables.ts';

const keyOf = (name: string): Key => ({ partitionKey: 'state', rowKey: name });

/** @returns undefined when the timer never ran */
export async function readTimer(
  deps: Pick<Deps, 'store'>,
  name: string,
): Promise<TimerRow | undefined> {
  return getRow(await deps.store.table('keys'), timerRow, keyOf(name));
}

export async function putTimer(
  deps: Pick<Deps, 'store'>,
  name: string,
  row: TimerRow,
): Promise<void> {
  await write(await deps.store.table('keys'), [{ do: 'merge', key: keyOf(name), row }]);
}
