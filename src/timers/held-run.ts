/** Stops a run that would take unusually many accounts: an administrator sees it and decides. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { Step } from '../policy/statuses.ts';
import { sendToQueue } from '../store/effects.ts';
import { dropHeld, type HeldStep, putHeld, readHeld } from '../store/held-run.ts';
import { inParallel } from '../store/in-parallel.ts';
import { heldKey } from '../store/keys-of.ts';
import { mailQueues } from '../store/names.ts';
import type { HeldRow } from '../store/rows.ts';
import { write } from '../store/tables.ts';

const atOnceMax = 8;
const dayMs = 86_400_000;

/** Keeps what is to be decided and tells the administrators; a younger one that waits stays. */
export async function hold(
  deps: Deps,
  steps: readonly HeldStep[],
  active: number,
  now: string,
): Promise<HeldRow> {
  const former = await readHeld(deps);
  const age = former ? Date.parse(now) - Date.parse(former.at) : 0;
  if (former && age < limit.guardWaitDays * dayMs) return former;
  if (former) await dropHeld(deps, former);
  const count = (wanted: Step) => steps.filter(({ step }) => step === wanted).length;
  const counts = { toDeactivate: count('deactivate'), toErase: count('erase'), active };
  const held = { runId: randomUUID(), eventId: ulid(Date.parse(now)), at: now, ...counts };
  const schedule = await deps.store.table('schedule');
  await inParallel(steps, atOnceMax, ({ userId, step }) =>
    write(schedule, [{ do: 'merge', key: heldKey(held.runId, userId), row: { step } }]),
  );
  await putHeld(deps, held);
  const { runId: userId, eventId } = held;
  const message = { userId, eventId, template: 'guard_stopped', to: 'administrators' };
  await sendToQueue(deps.store, mailQueues.now, message);
  deps.log('guard_stopped', { runId: held.runId, ...counts });
  return held;
}
