/**
 * A queue function gets each message at least once; messages that keep failing move to the poison
 * queue, `NAME-poison`.
 *
 * Polls faster than Azure: an idle queue twice a second. A message stays invisible for ten minutes
 * of the local clock while its function runs; the lease is not renewed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueClient, ReceivedMessageItem } from '@azure/storage-queue';
import { errorText } from './host-log.ts';
import { handle, type QueueOptions, statusOf } from './queue-try.ts';

const shortestPollMilliseconds = 25;
const longestPollMilliseconds = 500;
const hiddenSeconds = 600;
const troubleMilliseconds = 1_000;

export type QueuePoller = {
  /** Resolves once the queue is empty and nothing runs. @returns messages handled so far */
  idle(): Promise<number>;
  /** Receives no more messages and waits for running functions. */
  stop(): Promise<void>;
};

export function startQueue(options: QueueOptions): QueuePoller {
  const { storage, settings, failed } = options;
  const queue = storage.getQueueClient(options.queueName);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const progress = { emptyPolls: 0, handled: 0, wake: () => {} };
  const rest = (milliseconds: number) =>
    new Promise<void>((done) => {
      const timeout = setTimeout(done, milliseconds);
      progress.wake = () => {
        clearTimeout(timeout);
        done();
      };
    });

  const loop = async () => {
    let delay = shortestPollMilliseconds;
    while (!stopping.signal.aborted) {
      const messages = await receive(queue, settings.batchSize, stopping.signal, failed);
      for (const message of messages) {
        const one = handle(queue, message, options).finally(() => {
          running.delete(one);
          progress.handled += 1;
        });
        running.add(one);
      }
      if (messages.length > 0) delay = shortestPollMilliseconds;
      else if (running.size === 0) progress.emptyPolls += 1;
      while (running.size > settings.newBatchThreshold) await Promise.race(running);
      if (messages.length === 0 && !stopping.signal.aborted) await rest(delay);
      delay = Math.min(delay * 2, longestPollMilliseconds, settings.maxPollingInterval);
    }
    await Promise.all(running);
  };
  const ended = loop();
  return {
    async idle() {
      // The current poll may have missed a message; the next one can't.
      const enough = progress.emptyPolls + 2;
      while (progress.emptyPolls < enough && !stopping.signal.aborted) {
        progress.wake();
        await pause(1);
      }
      return progress.handled;
    },
    async stop() {
      stopping.abort();
      progress.wake();
      await ended;
    },
  };
}

async function receive(
  queue: QueueClient,
  numberOfMessages: number,
  abortSignal: AbortSignal,
  failed: QueueOptions['failed'],
): Promise<ReceivedMessageItem[]> {
  try {
    const options = { numberOfMessages, visibilityTimeout: hiddenSeconds, abortSignal };
    return (await queue.receiveMessages(options)).receivedMessageItems;
  } catch (error) {
    // A queue that does not exist yet counts as empty.
    if (abortSignal.aborted || statusOf(error) === 404) return [];
    failed(`Queue ${queue.name} can't be read: ${errorText(error)}`);
    await pause(troubleMilliseconds, undefined, { signal: abortSignal }).catch(() => {});
    return [];
  }
}
