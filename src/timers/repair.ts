/** Finishes or undoes every change that a crash left half done; repeating it changes nothing. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { loadAccount } from '../store/accounts.ts';
import { ruleOut, undo } from '../store/change.ts';
import { runEffects } from '../store/effects.ts';
import { inParallel } from '../store/in-parallel.ts';
import { monthsBetween, readJournal, settleEntry } from '../store/journal.ts';
import { noticeEventKey, organizationEventKey, userEventKey } from '../store/keys-of.ts';
import { eventRow, type JournalRow } from '../store/rows.ts';
import { Conflict, getRow, write } from '../store/tables.ts';
import { putTimer, readTimer } from './timer-state.ts';

const atOnceMax = 16;
const pageRows = 200;
const minuteMs = 60_000;
/** Where a service without a watermark begins: two days back. */
const firstReachMs = 2 * 24 * 60 * minuteMs;
/** A request may write its journal row late: the watermark stays so far behind. */
const watermarkBehindMs = 5 * minuteMs;
/** A change that is unfinished for so long needs a person. */
const lateMs = 60 * minuteMs;

type RepairDeps = Pick<Deps, 'store' | 'keyring' | 'log'>;

/**
 * Reads only pending journal rows older than `repairAfterSeconds`, since the watermark.
 * @returns how many changes were finished, undone and failed to be either
 */
export async function repair(deps: RepairDeps, now: string) {
  const earlier = (ms: number) => new Date(Date.parse(now) - ms).toISOString();
  const from = (await readTimer(deps, 'repair'))?.settledUntil ?? earlier(firstReachMs);
  const until = earlier(limit.repairAfterSeconds * 1_000);
  const counts = { finished: 0, undone: 0, failed: 0 };
  let settledUntil = earlier(watermarkBehindMs);
  for await (const entries of pendingEntries(deps, from, until))
    await inParallel(entries, atOnceMax, async (entry) => {
      const outcome = await repairOrReport(deps, entry);
      counts[outcome]++;
      if (outcome === 'failed' && entry.at < settledUntil) settledUntil = entry.at;
      if (outcome === 'failed' && entry.at < earlier(lateMs))
        deps.log('journal_pending_late', { eventId: entry.eventId, kind: entry.kind });
    });
  await putTimer(deps, 'repair', { ranAt: now, settledUntil });
  return counts;
}

async function* pendingEntries(deps: RepairDeps, from: string, until: string) {
  for (const month of from < until ? monthsBetween(from, until) : []) {
    let next: string | undefined;
    do {
      const ask = { from, until, state: 'pending' as const, rows: pageRows, next };
      const page = await readJournal(deps.store, month, ask);
      yield page.entries;
      next = page.next;
    } while (next);
  }
}

/** One broken entry must not stop the others; it stays pending and holds the watermark. */
async function repairOrReport(deps: RepairDeps, entry: JournalRow) {
  try {
    return await (entry.subjectKind === 'user' ? repairUser : repairPlain)(deps, entry);
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    deps.log('repair_failed', { eventId: entry.eventId, kind: entry.kind, reason });
    return 'failed';
  }
}

async function repairUser(deps: RepairDeps, entry: JournalRow) {
  const { subjectId: userId, eventId, effects = {} } = entry;
  const key = userEventKey(userId, eventId);
  const event = await getRow(await deps.store.table('accounts'), eventRow, key);
  const happened = event ? !event.void : !(await ruleOut(deps, entry));
  if (!happened) {
    await undo(deps, entry);
    return 'undone';
  }
  const account = await loadAccount(deps.store, userId);
  await runEffects(deps.store, { eventId, userId, effects }, account);
  await settleEntry(deps.store, entry, 'done');
  return 'finished';
}

/** Organizations and notices have no effects: their change happened or it didn't. */
async function repairPlain(deps: RepairDeps, entry: JournalRow) {
  const happened = !(await ruleOutPlain(deps, entry));
  await settleEntry(deps.store, entry, happened ? 'done' : 'void');
  return happened ? 'finished' : 'undone';
}

/** Takes the event's place, so that it can't happen late. @returns false when it has happened */
async function ruleOutPlain(deps: RepairDeps, entry: JournalRow): Promise<boolean> {
  const { at, actorId, organizationId, subjectId, eventId } = entry;
  const isNotice = entry.subjectKind === 'notice';
  const key = (isNotice ? noticeEventKey : organizationEventKey)(subjectId, eventId);
  const happening = { kind: 'ruled_out', at, actorId, organizationId, data: {} };
  const row = { ...happening, mac: '', number: 0, void: true };
  const table = await deps.store.table(isNotice ? 'notices' : 'organizations');
  try {
    await write(table, [{ do: 'insert', key, row }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return (await getRow(table, eventRow, key))?.void === true;
  }
}
