/** The rows of the service itself: keys, the progress of timers, counts, and what is suspended. */
import { z } from 'zod';
import { lazyObject } from '../../policy/lazy-object.ts';
import { undoStates } from '../../policy/undo-outcomes.ts';
import { instant, json, oneOf } from './fields.ts';

/** `keys`: `keys` / `root`, `signing.N` (ES256) or `rsa.N` (RS256). A key, wrapped under the master key `wrappedBy`. */
export const keyRow = lazyObject(() => ({
  wrapped: z.string(),
  wrappedBy: z.string(),
  createdAt: instant,
  activeFrom: instant.optional(),
  publicJwk: json(z.record(z.string(), z.unknown())).optional(),
}));
export type KeyRow = z.infer<typeof keyRow>;

/** `keys`: `state` / name. A timer's progress, and when it last ran. */
export const timerRow = lazyObject(() => ({
  ranAt: instant,
  settledUntil: instant.optional(),
  /** Repair: when a run last searched for unfinished changes of any age. */
  lookedAt: instant.optional(),
  /** Repair: the newest change that was too young, by storage's clock. */
  seenUntil: z.string().optional(),
  /** Timer `firstAdministrator`: when a run last found somebody who can administer. */
  seenAt: instant.optional(),
  /** Timer `backupCopies`: the newest backup in the second account, and how many blobs it lacks. */
  copiedUntil: instant.optional(),
  copiesMissing: z.number().optional(),
  /** Timer `searchIndex`: when a round over everybody last ended, of how many people. */
  indexedAt: instant.optional(),
  indexedPeople: z.number().optional(),
  /** In this round: the slices of people, how many are done, and how many people were corrected. */
  slices: z.number().optional(),
  slicesDone: z.number().optional(),
  corrected: z.number().optional(),
}));
export type TimerRow = z.infer<typeof timerRow>;

/** `keys`: `state` / `expected.NAME`. Since when a timer that has not run yet has existed here. */
export const expectedTimerRow = lazyObject(() => ({ expectedSince: instant }));

/** `keys`: `state` / `release`. The newest release used here; see policy/release.ts. */
export const releaseRow = lazyObject(() => ({ release: z.number() }));

/** `keys`: `state` / `census`. The daily count of people. */
export const censusRow = lazyObject(() => ({
  ranAt: instant,
  active: z.number(),
  /** How many days early notices go out, so that all fit the mail service's quota in time. */
  earlyDays: z.number(),
  /**
   * Equals `ranAt` if the run made the rows of those who await a decision complete: then the release
   * that ran it keeps them.
   */
  awaitingKeptAt: instant.optional(),
}));
export type CensusRow = z.infer<typeof censusRow>;

/**
 * `keys`: `state` / `pause`. The latest pause of the lifecycle: who began and who ended it, and the
 * events that record both.
 */
export const pauseRow = lazyObject(() => ({
  since: instant,
  by: z.string(),
  organizationId: z.string(),
  eventId: z.string(),
  /** The dates after this instant are held back; a pause soon after another keeps the earlier one. */
  from: instant,
  until: instant.optional(),
  endedBy: z.string().optional(),
  endedIn: z.string().optional(),
  endEventId: z.string().optional(),
}));
export type PauseRow = z.infer<typeof pauseRow>;

/**
 * `keys`: `runs` / id. A lifecycle run that deactivated people, written before the first of them, and
 * how far undoing it has come. Whom it deactivated is in the journal.
 */
export const lifecycleRunRow = lazyObject(() => ({
  at: instant,
  /** When its last part began: a confirmed run continues in the following hours. */
  until: instant,
  /** From the beginning of a part until its people have been counted, even if the part crashed. */
  counting: z.boolean().optional(),
  deactivated: z.number().optional(),
  undoneBy: z.string().optional(),
  undoneIn: z.string().optional(),
  undoneAt: instant.optional(),
  undoEventId: z.string().optional(),
  undoEndedAt: instant.optional(),
  undoEndEventId: z.string().optional(),
  /** `stopped`: the person who asked for it lost the right to. */
  undoState: oneOf(undoStates),
  undoCounts: json(z.record(z.string(), z.number())).optional(),
}));
export type LifecycleRunRow = z.infer<typeof lifecycleRunRow>;

/** `keys`: `state` / `held`. A suspended run, which affects unusually many accounts. */
export const suspendedRunRow = lazyObject(() => ({
  runId: z.string(),
  eventId: z.string(),
  at: instant,
  toDeactivate: z.number(),
  toErase: z.number(),
  active: z.number(),
  /** At most one of the two: who decided, by which event and when. */
  confirmedBy: z.string().optional(),
  droppedBy: z.string().optional(),
  decisionId: z.string().optional(),
  decidedAt: instant.optional(),
  /** The organization of the person who decided, under which the log lists it. */
  decidedIn: z.string().optional(),
}));
export type SuspendedRunRow = z.infer<typeof suspendedRunRow>;
