/** The latest pause of the lifecycle: stored once for all instances, and cached for requests. */
import type { LifecyclePause } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { minuteMs } from '../policy/time.ts';
import { withoutKey } from './foreign.ts';
import { statePartition } from './row-keys.ts';
import { type PauseRow, pauseRow } from './rows/state.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, write } from './tables.ts';

const pauseKey: Key = { partitionKey: statePartition, rowKey: 'pause' };

/** The ETag ensures that of several who pause or resume concurrently, one does. */
export type StoredPause = PauseRow & { etag: string };

/**
 * A cached pause is enough for requests: what had happened before the pause stands, so that an
 * instance that learns of it later decides differently only about dates in between.
 */
export type Pauses = {
  /** Cached for `pauseCacheMinutes`. */
  load(now: string): Promise<unknown>;
  /** One storage request. @returns the pause as stored now, if it lasts */
  refresh(now: string): Promise<StoredPause | undefined>;
  /** As last read. */
  known(): LifecyclePause | undefined;
};

export function openPauses(store: Pick<Store, 'table'>): Pauses {
  let cached: { at: number; reading: Promise<StoredPause | undefined> } | undefined;
  let known: StoredPause | undefined;

  async function read() {
    known = await readPause(store);
    return known?.until ? undefined : known;
  }

  function refresh(now: string) {
    const reading = read();
    reading.catch(() => (cached = undefined));
    cached = { at: Date.parse(now), reading };
    return reading;
  }

  return {
    async load(now) {
      const age = cached ? Math.abs(Date.parse(now) - cached.at) : Number.POSITIVE_INFINITY;
      if (!cached || age > limit.pauseCacheMinutes * minuteMs) return refresh(now);
      return cached.reading;
    },
    refresh,
    known: () => known,
  };
}

/** @returns the latest pause, ended or not. One storage request. */
export async function readPause(store: Pick<Store, 'table'>): Promise<StoredPause | undefined> {
  const row = await getRow(await store.table('keys'), pauseRow, pauseKey);
  return row && { ...withoutKey(row), etag: row.etag };
}

/** One storage request. @returns false, with nothing written, if it has changed since `before` */
export async function putPause(
  store: Pick<Store, 'table'>,
  before: StoredPause | undefined,
  row: PauseRow,
): Promise<boolean> {
  try {
    await write(await store.table('keys'), [
      before
        ? { do: 'put', key: pauseKey, row, etag: before.etag }
        : { do: 'insert', key: pauseKey, row },
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}
