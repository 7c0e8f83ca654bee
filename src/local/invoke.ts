/** Runs a function as Azure's worker does: model, hooks, function, hooks, response. */
import { randomUUID } from 'node:crypto';
import type { CoreContext, FunctionCallback, InvocationResponse, RpcData } from './core-types.ts';
import type { Core } from './functions-core.ts';
import { StartError } from './start-error.ts';
import type { HostFunction } from './triggers.ts';

const spanDigits = 16;

export type Invoke = (
  target: HostFunction,
  data: RpcData,
  triggerMetadata?: Record<string, RpcData>,
) => Promise<InvocationResponse>;

/** @returns a function that runs a target and throws what the target throws */
export function createInvoke(core: Core): Invoke {
  const model = core.model();
  if (model === undefined)
    throw new StartError(
      'The bundle registers no function. Is @azure/functions part of it, and @azure/functions-core not?',
    );
  return async (target, data, triggerMetadata = {}) => {
    const running = { ended: false };
    const coreContext = contextOf(core, target, data, triggerMetadata, running);
    const invocation = model.getInvocationModel(coreContext);
    const { context, inputs } = await invocation.getArguments();

    coreContext.state = 'preInvocationHooks';
    const before = await core.runHooks('preInvocation', {
      invocationContext: context,
      functionCallback: target.callback,
      inputs,
    });
    coreContext.state = 'invocation';
    const finalInputs = Array.isArray(before['inputs']) ? before['inputs'] : inputs;
    const callback = isCallback(before['functionCallback'])
      ? before['functionCallback']
      : target.callback;
    const outcome = await settle(invocation.invokeFunction(context, finalInputs, callback));
    running.ended = true;
    coreContext.state = 'postInvocationHooks';
    const after = await core.runHooks('postInvocation', {
      invocationContext: context,
      inputs: finalInputs,
      result: outcome.result,
      error: outcome.error,
    });
    if (after['error'] !== undefined && after['error'] !== null) throw after['error'];
    return invocation.getResponse(context, after['result']);
  };
}

function contextOf(
  core: Core,
  target: HostFunction,
  data: RpcData,
  triggerMetadata: Record<string, RpcData>,
  running: { ended: boolean },
): CoreContext {
  const invocationId = randomUUID();
  return {
    invocationId,
    metadata: target.metadata,
    request: {
      invocationId,
      functionId: target.name,
      inputData: [{ name: target.bindingName, data }],
      triggerMetadata,
      traceContext: { traceParent: traceParentOf(data), traceState: '', attributes: {} },
    },
    // Azure's host drops log lines that arrive after an invocation's result (azure-functions-host,
    // GrpcWorkerChannel.Log).
    log(level, category, message) {
      if (!running.ended) core.log(level, category, message, target.name, invocationId);
    },
  };
}

/**
 * Continues the caller's trace with the host's own span (W3C Trace Context, 3.2). A malformed value
 * is passed on unchanged, as by a host that enforces no format.
 */
function traceParentOf(data: RpcData): string {
  const given = data.http?.headers?.['traceparent'];
  const span = randomHex().slice(0, spanDigits);
  if (given === undefined) return `00-${randomHex()}-${span}-00`;
  const traceId = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(given)?.[1];
  return traceId === undefined ? given : `00-${traceId}-${span}-00`;
}

/** @returns 32 digits */
const randomHex = () => randomUUID().replaceAll('-', '');

async function settle(running: Promise<unknown>): Promise<{ result?: unknown; error?: unknown }> {
  try {
    return { result: await running };
  } catch (error) {
    return { error: error ?? new Error('The function threw nothing.') };
  }
}

function isCallback(value: unknown): value is FunctionCallback {
  return typeof value === 'function';
}
