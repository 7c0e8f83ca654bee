/** Stops work at one of its requests as if its process had ended there. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** `before`: the request is never sent; `after`: it takes effect, but the response never arrives. */
export type Stop = {
  when: 'before' | 'after';
  /** The number of the request; 1 is the first. */
  at: number;
  /** Counts only requests that write. */
  of?: 'writes';
};

export const isWrite = (request: string): boolean => !/^(GET|HEAD) /.test(request);

type Work = {
  /** All requests so far, such as `PUT /accounts/…`. */
  requests: string[];
  stop: Stop | undefined;
  stopped: boolean;
  reached: () => void;
  /** Requests sent before the stop, which storage still carries out. */
  open: Set<Promise<void>>;
};

const working = new AsyncLocalStorage<Work>();

/** Hooks into requests as they leave the process, without a proxy before storage. */
subscribe('http.client.request.created', (message) => {
  const work = working.getStore();
  if (work) seen(work, (message as { request: ClientRequest }).request);
});

export type Outcome = { stopped: boolean; requests: readonly string[]; error?: unknown };

/**
 * Runs the work to its end or to the stop; callers that await stopped work never continue. Resolves
 * when all sent requests have been answered.
 */
export async function runUntil(stop: Stop | undefined, task: () => Promise<unknown>) {
  let reached = () => {};
  const end = new Promise<Outcome>((resolve) => {
    reached = () => resolve({ stopped: true, requests: work.requests });
  });
  const work: Work = {
    requests: [],
    stop,
    stopped: false,
    reached: () => reached(),
    open: new Set(),
  };
  const whole = working.run(work, async (): Promise<Outcome> => {
    try {
      await task();
      return { stopped: false, requests: work.requests };
    } catch (error) {
      return { stopped: false, requests: work.requests, error };
    }
  });
  const outcome = await Promise.race([whole, end]);
  await Promise.all(work.open);
  return outcome;
}

/** @returns whether the newest request is the one at which to stop */
function isReached({ requests, stop }: Work): boolean {
  if (!stop) return false;
  const counted = stop.of === 'writes' ? requests.filter(isWrite) : requests;
  return counted.length === stop.at && counted.at(-1) === requests.at(-1);
}

function seen(work: Work, request: ClientRequest): void {
  if (work.stopped) {
    silence(request);
    return;
  }
  work.requests.push(`${request.method} ${request.path}`);
  if (!isReached(work)) {
    work.open.add(new Promise((resolve) => void request.once('close', resolve)));
    return;
  }
  work.stopped = true;
  if (work.stop?.when === 'before') {
    silence(request);
    work.reached();
    return;
  }
  work.open.add(new Promise((resolve) => void request.once('close', resolve)));
  const emit = request.emit.bind(request);
  request.emit = (event: string, ...given: unknown[]): boolean => {
    if (event !== 'response') return emit(event, ...given);
    (given[0] as IncomingMessage).once('close', work.reached).resume();
    return true;
  };
}

/** Suppresses a request without a response or an error. */
function silence(request: ClientRequest): void {
  request.emit = () => false;
  request.destroy();
}
