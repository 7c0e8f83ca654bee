/**
 * A log line reaches the invocation that it belongs to, with its ids; outside of one, the console.
 *
 * Azure keeps the operation id of a request only for what is written through its own context, and
 * drops what arrives there after the function has ended.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from './deps.ts';

/** The part of Azure's `InvocationContext` that lines need. */
type Invocation = {
  /** Made by the host, unique. */
  invocationId: string;
  traceContext?: { traceParent?: string | undefined } | undefined;
  log(text: string): void;
};

type Ids = { requestId: string; traceId?: string };

type Running = { ids: Ids; write: (text: string) => void };

const running = new AsyncLocalStorage<Running>();

/**
 * Every line that the task writes, however deep and late, carries the ids of this invocation.
 * @param task gets the id that names the request in lines and in the response
 */
export function withinInvocation<T>(
  invocation: Invocation,
  task: (requestId: string) => Promise<T>,
): Promise<T> {
  const { invocationId: requestId, traceContext } = invocation;
  const traceId = traceIdOf(traceContext?.traceParent);
  const current: Running = {
    ids: { requestId, ...(traceId && { traceId }) },
    write: (text) => invocation.log(text),
  };
  return running.run(current, async () => {
    try {
      return await task(requestId);
    } finally {
      current.write = toConsole;
    }
  });
}

/** One JSON object a line, which Application Insights can query. */
export const logLine: Log = (event, fields = {}) => {
  const { ids, write } = running.getStore() ?? { ids: {}, write: toConsole };
  write(JSON.stringify({ event, ...fields, ...ids }));
};

function toConsole(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the Functions worker collects what the console gets
  console.log(text);
}

/**
 * The caller may have chosen it, so it is taken in the form of W3C Trace Context (section 3.2) or
 * not at all. Application Insights calls it the operation id.
 */
function traceIdOf(traceParent: string | undefined): string | undefined {
  const id = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceParent ?? '')?.[1];
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}
