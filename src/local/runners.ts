/** Runs timer and queue functions, when they are due or by hand. */
import { QueueServiceClient } from '@azure/storage-queue';
import { toThisMachine } from '../store/direct.ts';
import type { RpcData } from './core-types.ts';
import { errorText } from './host-log.ts';
import type { HostSettings } from './host-settings.ts';
import type { Invoke } from './invoke.ts';
import { type QueuePoller, startQueue } from './queues.ts';
import { StartError } from './start-error.ts';
import { createTimers, type TimerInfo, type Timers } from './timers.ts';
import { type HostFunction, isHttp, isQueue, isTimer, type QueueFunction } from './triggers.ts';

type Needs = {
  env: Record<string, string | undefined>;
  settings: HostSettings;
  invoke: Invoke;
  failed: (message: string, functionName?: string) => void;
  storageConnectionString: string;
};

type Runners = Pick<Timers, 'runDue'> & {
  start(): void;
  /** Runs a timer or queue function; throws what it throws. */
  fire(name: string, data?: unknown): Promise<void>;
  /** Does the same without waiting; failures are only logged. */
  fireAndForget(name: string, data?: unknown): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** @throws StartError for an invalid schedule or queue connection */
export function createRunners(functions: readonly HostFunction[], needs: Needs): Runners {
  const run = async (target: HostFunction, data: RpcData, metadata?: Record<string, RpcData>) => {
    await needs.invoke(target, data, metadata);
  };
  const byName = (name: string) => {
    const found = functions.find((each) => each.name === name && !isHttp(each));
    if (found === undefined) throw new Error(`There is no timer or queue function "${name}".`);
    return found;
  };
  const timers = createTimers(functions.filter(isTimer), async (name: string, info: TimerInfo) => {
    try {
      await run(byName(name), { json: JSON.stringify(info) });
    } catch (error) {
      needs.failed(errorText(error), name);
      throw error;
    }
  });
  const storages = new Map(
    functions.filter(isQueue).map((each) => [each.name, storageOf(each, needs)]),
  );
  const fire = async (name: string, data?: unknown) => {
    const target = byName(name);
    if (isTimer(target)) return timers.fire(name);
    await run(target, { string: typeof data === 'string' ? data : JSON.stringify(data ?? '') });
  };
  const byHand = new Set<Promise<void>>();
  let pollers: QueuePoller[] = [];

  return {
    fire,
    fireAndForget(name, data) {
      const running = fire(name, data)
        .catch((error: unknown) => {
          if (!isTimer(byName(name))) needs.failed(errorText(error), name);
        })
        .finally(() => byHand.delete(running));
      byHand.add(running);
    },
    start() {
      timers.start();
      pollers = functions.filter(isQueue).flatMap((each) => {
        const storage = storages.get(each.name);
        return storage === undefined ? [] : [pollerOf(each, storage, run, needs)];
      });
    },
    runDue: timers.runDue,
    idle: () => allIdle(pollers),
    async stop() {
      await Promise.all([timers.stop(), ...byHand, ...pollers.map((each) => each.stop())]);
    },
  };
}

function pollerOf(
  target: QueueFunction,
  storage: QueueServiceClient,
  run: (target: HostFunction, data: RpcData, metadata: Record<string, RpcData>) => Promise<void>,
  { settings, failed }: Needs,
): QueuePoller {
  return startQueue({
    queueName: target.trigger.queueName,
    storage,
    settings: settings.queues,
    run: (text, metadata) => run(target, { string: text }, metadata),
    failed: (message) => failed(message, target.name),
  });
}

/** Repeats until all are idle, because one queue's function may add to another queue. */
async function allIdle(pollers: readonly QueuePoller[]): Promise<void> {
  let before = -1;
  for (;;) {
    const counts = await Promise.all(pollers.map((each) => each.idle()));
    const handled = counts.reduce((sum, count) => sum + count, 0);
    if (handled === before) return;
    before = handled;
  }
}

/** Even if the settings name a managed identity, the host itself uses the local storage. */
function storageOf(target: QueueFunction, needs: Needs): QueueServiceClient {
  const { connection } = target.trigger;
  const given =
    needs.env[connection] ??
    needs.env[`AzureWebJobs${connection}`] ??
    (needs.env[`${connection}__queueServiceUri`] === undefined
      ? undefined
      : needs.storageConnectionString);
  if (given === undefined)
    throw new StartError(`Function "${target.name}": the setting ${connection} is missing.`);
  const client = QueueServiceClient.fromConnectionString(given);
  toThisMachine.apply(client['storageClientContext'].pipeline);
  return client;
}
