/**
 * Retries storage requests: each try has a timeout, tries are few, and pauses are randomized. None
 * outlasts the deadline of its work.
 */
import { setTimeout as wait } from 'node:timers/promises';
import {
  isRestError,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
  type SendRequest,
} from '@azure/core-rest-pipeline';
import { limit } from '../policy/limits.ts';
import { DeadlinePassed, millisecondsLeft } from './deadline.ts';

/** Storage is overloaded or unreachable; any other status is a final response. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export type RetryLimits = {
  /** Timeout of one try. */
  answerMilliseconds: number;
  triesMax: number;
  /** No further try begins after this time. */
  wholeMilliseconds: number;
};

const usual: RetryLimits = {
  answerMilliseconds: limit.storageAnswerSeconds * 1_000,
  triesMax: limit.storageTriesMax,
  wholeMilliseconds: limit.storageSecondsMax * 1_000,
};

/** Shared by tables, queues and blobs; replaces the libraries' own retries. */
export function retryPolicy(patience: RetryLimits = usual): PipelinePolicy {
  return {
    name: 'retryPolicy',
    async sendRequest(request, next) {
      const begun = performance.now();
      for (let tries = 1; ; tries++) {
        if (millisecondsLeft() === 0) throw new DeadlinePassed();
        const outcome = await tryOnce(next, request, patience);
        const pause = pauseAfter(outcome, tries);
        const late = performance.now() - begun + pause > patience.wholeMilliseconds;
        const goesOn = isTransient(outcome, request) && tries < patience.triesMax && !late;
        if (goesOn) await wait(Math.min(pause, millisecondsLeft()));
        else if ('status' in outcome) return outcome;
        else if (millisecondsLeft() === 0) throw new DeadlinePassed();
        else throw outcome;
      }
    },
  };
}

/** @returns the response, or the error if there is none */
async function tryOnce(
  next: SendRequest,
  request: PipelineRequest,
  patience: RetryLimits,
): Promise<PipelineResponse | Error> {
  const answerMilliseconds = Math.ceil(Math.min(patience.answerMilliseconds, millisecondsLeft()));
  // Streamed reads have no timeout; a signal of the caller's is left alone.
  const bounded = request.abortSignal === undefined && !request.streamResponseStatusCodes?.size;
  const giveUp = bounded ? new AbortController() : undefined;
  const timer = giveUp && setTimeout(() => giveUp.abort(), answerMilliseconds);
  if (giveUp) request.abortSignal = giveUp.signal;
  else request.timeout = answerMilliseconds;
  try {
    return await next(request);
  } catch (error) {
    // Each library has its own class of that name.
    if (isRestError(error)) return error;
    // The library reports an aborted request: the abort was this timeout.
    if (error instanceof Error && error.name === 'AbortError' && (bounded || !isGivenUp(request)))
      return new RestError('storage did not respond in time', { code: 'ETIMEDOUT', request });
    throw error;
  } finally {
    clearTimeout(timer);
    if (bounded) delete request.abortSignal;
  }
}

const isGivenUp = (request: PipelineRequest): boolean => request.abortSignal?.aborted === true;

function isTransient(outcome: PipelineResponse | Error, { body }: PipelineRequest): boolean {
  // A stream that has been read cannot be sent again.
  const repeatable = body === undefined || body === null || typeof body !== 'object';
  if (!repeatable && !(body instanceof Uint8Array)) return false;
  return !('status' in outcome) || passing.has(outcome.status);
}

/** Doubles with each try, with jitter; at least what storage asks for, within reason. */
function pauseAfter(outcome: PipelineResponse | Error, tries: number): number {
  const longest = Math.min(
    limit.storagePauseMilliseconds * 2 ** tries,
    limit.storagePauseMillisecondsMax,
  );
  const asked = 'status' in outcome ? Number(outcome.headers.get('retry-after') ?? 0) * 1_000 : 0;
  const least = Math.min(Number.isFinite(asked) ? asked : 0, limit.storagePauseMillisecondsMax);
  return Math.max(least, longest / 2) + (Math.random() * longest) / 2;
}
