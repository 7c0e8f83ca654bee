/**
 * Sends the requests to storage: each try ends in time, tries are few, and their pauses differ. None
 * outlasts the deadline of the work that it belongs to.
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

/** Storage that is out of breath, or a way to it that is broken; other refusals are answers. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export type RetryLimits = {
  /** A try is given up after so long. */
  answerMilliseconds: number;
  triesMax: number;
  /** No further try is begun after so long. */
  wholeMilliseconds: number;
};

const usual: RetryLimits = {
  answerMilliseconds: limit.storageAnswerSeconds * 1_000,
  triesMax: limit.storageTriesMax,
  wholeMilliseconds: limit.storageSecondsMax * 1_000,
};

/** One for tables, queues and blobs, in place of the libraries' own retries. */
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

/** @returns the answer, or why there is none */
async function tryOnce(
  next: SendRequest,
  request: PipelineRequest,
  patience: RetryLimits,
): Promise<PipelineResponse | Error> {
  const answerMilliseconds = Math.ceil(Math.min(patience.answerMilliseconds, millisecondsLeft()));
  // What is read bit by bit may take its time; a signal of the caller's is left alone.
  const bounded = request.abortSignal === undefined && !request.streamResponseStatusCodes?.size;
  if (bounded) request.abortSignal = AbortSignal.timeout(answerMilliseconds);
  else request.timeout = answerMilliseconds;
  try {
    return await next(request);
  } catch (error) {
    // Each library brings a class of its own of that name.
    if (isRestError(error)) return error;
    // The library says that somebody gave the request up: that was the time here.
    if (error instanceof Error && error.name === 'AbortError' && (bounded || !isGivenUp(request)))
      return new RestError('storage did not answer in time', { code: 'ETIMEDOUT', request });
    throw error;
  } finally {
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

/** Doubled from try to try and never twice the same; at least what storage asks for, within reason. */
function pauseAfter(outcome: PipelineResponse | Error, tries: number): number {
  const longest = Math.min(
    limit.storagePauseMilliseconds * 2 ** tries,
    limit.storagePauseMillisecondsMax,
  );
  const asked = 'status' in outcome ? Number(outcome.headers.get('retry-after') ?? 0) * 1_000 : 0;
  const least = Math.min(Number.isFinite(asked) ? asked : 0, limit.storagePauseMillisecondsMax);
  return Math.max(least, longest / 2) + (Math.random() * longest) / 2;
}
