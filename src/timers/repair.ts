/** Finishes or undoes every change that a crash left unfinished; idempotent. */

import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, minuteMs, monthOf } from '../policy/time.ts';
import { loadAccount } from '../store/accounts.ts';
import { hasAddress, undo } from '../store/change.ts';
import { settleShared } from '../store/change-row.ts';
import { areKnown, runEffects } from '../store/effects.ts';
import { readUserEvent, tombstone } from '../store/events.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { inParallel } from '../store/in-parallel.ts';
import { settleEntry } from '../store/journal.ts';
import type { JournalRow } from '../store/rows/event.ts';
import type { TimerRow } from '../store/rows/state.ts';
import { putTimer, readTimer } from '../store/timer-state.ts';
import { readUnfinished, type Unfinished } from '../store/unfinished.ts';
import { reachOf, watermark } from './repair-reach.ts';

const atOnceMax = 16;

type RepairDeps = Pick<Deps, 'store' | 'keyring' | 'log'>;

/**
 * Takes up each unfinished change older than `repairAfterSeconds`, of any age.
 * @returns how many changes were finished, undone, not repaired, or left to a newer release
 */
export async function repair(deps: RepairDeps, now: string) {
  const state = await readTimer(deps, 'repair');
  const from = reachOf(state, now);
  const counts = { finished: 0, undone: 0, failed: 0, left: 0 };
  const left: Unfinished[] = [];
  const young: Unfinished[] = [];
  for await (const found of readUnfinished(deps.store, await monthsSince(deps, from), { from })) {
    young.push(...found.filter((each) => !isOld(each, state, now)));
    const old = found.filter((each) => isOld(each, state, now));
    await inParallel(old, atOnceMax, async (each) => {
      const outcome = await repairOrReport(deps, each, now);
      counts[outcome]++;
      if (outcome === 'failed' || outcome === 'left') left.push(each);
    });
  }
  const open = [...left, ...young].map(({ at }) => at).sort();
  await putTimer(deps, 'repair', {
    ranAt: now,
    settledUntil: watermark(open[0] ?? now, now),
    lookedAt: from === undefined ? now : state?.lookedAt,
    seenUntil: young
      .map(({ storedAt }) => storedAt)
      .sort()
      .at(-1),
  });
  return counts;
}

/** Includes future months, since a writer's clock may be wrong. */
async function monthsSince({ store }: RepairDeps, from = ''): Promise<string[]> {
  const first = monthOf(from);
  return (await store.journalMonths()).filter((month) => month >= first);
}

/**
 * Old by its writer's clock, or because an earlier run saw it long enough ago, which finds changes
 * whose writer's clock is ahead. A misjudgement costs the writer another try.
 */
function isOld({ at, storedAt }: Unfinished, state: TimerRow | undefined, now: string): boolean {
  const ageMs = limit.repairAfterSeconds * 1_000;
  if (at <= earlierBy(now, ageMs)) return true;
  const { seenUntil, ranAt } = state ?? {};
  if (seenUntil === undefined || ranAt === undefined || storedAt > seenUntil) return false;
  return Math.abs(Date.parse(now) - Date.parse(ranAt)) >= ageMs;
}

/** One broken entry must not stop the others; it stays pending and holds back the watermark. */
async function repairOrReport(deps: RepairDeps, { entry, eventId, at }: Unfinished, now: string) {
  try {
    if (!entry) throw new UnreadableEntry();
    if (entry.subjectKind === 'user') return await repairUser(deps, entry);
    if (isShared(entry)) return await repairPlain(deps, entry);
    throw new UnreadableEntry();
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    const kind = entry?.kind ?? 'unreadable';
    const isNewer = error instanceof UnreadableEntry || error instanceof UnreadableRow;
    deps.log(isNewer ? 'repair_left' : 'repair_failed', { eventId, kind, reason });
    if (at < earlierBy(now, limit.unfinishedMinutesMax * minuteMs))
      deps.log('journal_pending_late', { eventId, kind });
    return isNewer ? 'left' : 'failed';
  }
}

/** The change, or one of its effects, is known only to a newer release, which must finish it. */
class UnreadableEntry extends Error {
  override name = 'UnreadableEntry';
}

/** A sign-in changes nothing that lists show, except when the person was last active. */
const onlyActive = 'signed_in';

async function repairUser(deps: RepairDeps, entry: JournalRow) {
  const { subjectId: userId, eventId, effects = {} } = entry;
  const event = await readUserEvent(deps.store, userId, eventId);
  const happened = event ? !event.void : !(await tombstone(deps, entry));
  if (!happened) {
    await undo(deps, entry);
    return 'undone';
  }
  const account = await loadAccount(deps.store, userId);
  const isWhole = areKnown(effects);
  // If the change stayed unfinished, each run would queue its e-mails again.
  const { mails: _, ...withoutMails } = effects;
  const done = isWhole ? effects : withoutMails;
  const keys = await deps.keyring.load(entry.at);
  const former = effects.loginRemoved;
  // A later change may have given the person the former address again.
  const loginRemoved = former && hasAddress(keys, account, former) ? undefined : former;
  const change = { eventId, userId, effects: { ...done, loginRemoved } };
  const before = entry.kind === onlyActive ? 'active' : undefined;
  await runEffects({ store: deps.store, keys }, change, account, before);
  if (!isWhole) throw new UnreadableEntry();
  await settleEntry(deps.store, entry, 'done');
  return 'finished';
}

const isShared = ({ subjectKind }: JournalRow): boolean =>
  ['organization', 'notice', 'system'].includes(subjectKind);

/** Changes of organizations, notices and systems happened or did not; what follows is by their kind. */
async function repairPlain(deps: RepairDeps, entry: JournalRow) {
  const happened = !(await tombstone(deps, entry));
  await settleShared(deps, entry, happened ? 'done' : 'void');
  return happened ? 'finished' : 'undone';
}
