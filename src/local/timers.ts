/**
 * Timers follow their NCRONTAB schedules in UTC by the local clock; runs of a timer never overlap.
 *
 * After the clock jumps, a timer runs once as past due, however many occurrences it missed. The
 * schedule does not survive a restart.
 */
import { nextOccurrence } from './next-occurrence.ts';
import { StartError } from './start-error.ts';
import type { TimerFunction } from './triggers.ts';

const tickMilliseconds = 100;
/** A run later than this is past due. */
const pastDueMilliseconds = 1_000;

/** A timer function's input, spelled as in Azure's host. */
export type TimerInfo = {
  Schedule: { AdjustForDST: boolean };
  ScheduleStatus: { Last: string; Next: string; LastUpdated: string };
  IsPastDue: boolean;
};

type Timer = {
  name: string;
  schedule: string;
  dueAt: number;
  lastAt?: number;
  /** The last of this timer's queued runs. */
  tail: Promise<void>;
  busy: boolean;
};

export type Timers = {
  /** Runs what is due now. @returns the names of the timers that ran since the last call */
  runDue(): Promise<string[]>;
  /** Runs one timer now, due or not; throws what it throws. */
  fire(name: string): Promise<void>;
  /** Starts running timers when due. */
  start(): void;
  /** Starts no more runs and waits for the current ones. */
  stop(): Promise<void>;
};

/**
 * @param run runs the named function; it reports failures itself, then throws
 * @throws StartError if a schedule can't be parsed
 */
export function createTimers(
  functions: readonly TimerFunction[],
  run: (name: string, info: TimerInfo) => Promise<void>,
): Timers {
  const timers = functions.map(
    ({ name, trigger }): Timer => ({
      name,
      schedule: trigger.schedule,
      dueAt: nextAt(name, trigger.schedule),
      tail: Promise.resolve(),
      busy: false,
    }),
  );
  const runOne = (timer: Timer, isPastDue: boolean) => {
    const running = timer.tail.then(() => run(timer.name, info(timer, isPastDue)));
    timer.tail = running.catch(() => {});
    return running;
  };
  const ran = new Set<string>();
  const startDue = () => {
    for (const timer of timers) {
      if (timer.busy || timer.dueAt > Date.now()) continue;
      timer.busy = true;
      ran.add(timer.name);
      const done = () => {
        timer.lastAt = timer.dueAt;
        timer.dueAt = nextAt(timer.name, timer.schedule);
        timer.busy = false;
      };
      runOne(timer, Date.now() - timer.dueAt > pastDueMilliseconds).then(done, done);
    }
  };
  const fire = async (name: string) => {
    const timer = timers.find((each) => each.name === name);
    if (timer !== undefined) await runOne(timer, false);
  };
  let tick: NodeJS.Timeout | undefined;

  return {
    async runDue() {
      startDue();
      await Promise.all(timers.map((timer) => timer.tail));
      const names = [...ran];
      ran.clear();
      return names;
    },
    fire,
    start() {
      tick = setInterval(startDue, tickMilliseconds);
      for (const { name, trigger } of functions)
        if (trigger.runOnStartup) void fire(name).catch(() => {});
    },
    async stop() {
      clearInterval(tick);
      await Promise.all(timers.map((timer) => timer.tail));
    },
  };
}

/** @returns the next occurrence, in milliseconds since 1970 */
function nextAt(name: string, schedule: string): number {
  const next = nextOccurrence(schedule, Date.now());
  if (next !== undefined) return next;
  throw new StartError(
    `Function "${name}": the schedule "${schedule}" must have six fields (second minute hour day month weekday), such as "0 0 * * * *".`,
  );
}

function info(timer: Timer, isPastDue: boolean): TimerInfo {
  const last = timer.lastAt === undefined ? '0001-01-01T00:00:00+00:00' : utc(timer.lastAt);
  return {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: last, Next: utc(timer.dueAt), LastUpdated: last },
    IsPastDue: isPastDue,
  };
}

const utc = (milliseconds: number) =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, '+00:00');
