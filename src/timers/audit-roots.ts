/** Once a day: a root over each ended day's events, into a container where nothing is rewritten. */
import { blobOf, dayAfter, dayRoot, readDay, rootOf } from '../audit/leaf.ts';
import type { Deps } from '../deps.ts';
import { createText, readText } from '../store/containers.ts';
import { putTimer, readTimer } from './timer-state.ts';

const dayMs = 86_400_000;

/**
 * A day with a change that is still open waits, and with it the days after it.
 * @returns how many roots were written, and how many changes the next day waits for
 */
export async function auditRoots(
  deps: Pick<Deps, 'store' | 'keyring' | 'log'>,
  now: string,
): Promise<{ written: number; open: number }> {
  const keys = await deps.keyring.load(now);
  const today = now.slice(0, 10);
  const counts = { written: 0, open: 0 };
  let day = (await readTimer(deps, 'auditRoots'))?.settledUntil ?? keys.createdAt.slice(0, 10);
  let previous = await readRoot(deps, dayBefore(day));
  for (; day < today; day = dayAfter(day)) {
    const rows = await readDay(deps, day);
    counts.open = rows.filter(({ state }) => state === 'pending').length;
    if (counts.open > 0) {
      deps.log('audit_root_waits', { day, open: counts.open });
      break;
    }
    const happened = rows.filter(({ state }) => state === 'done');
    const made = rootOf(keys, day, previous, happened);
    if (await createText(deps.store, 'audit-roots', blobOf(day), JSON.stringify(made)))
      counts.written++;
    // One that was there before, from a run that ended early, stays; the next day builds on it.
    previous = await readRoot(deps, day);
    await putTimer(deps, 'auditRoots', { ranAt: now, settledUntil: dayAfter(day) });
  }
  return counts;
}

async function readRoot(deps: Pick<Deps, 'store'>, day: string): Promise<string> {
  const text = await readText(deps.store, 'audit-roots', blobOf(day));
  return text === undefined ? '' : dayRoot.parse(JSON.parse(text)).root;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}
