/** Runs one function as Azure's worker does: model, hooks, function, hooks, response. */
import { randomUUID } from 'node:crypto';
import type { CoreContext, FunctionCallback, InvocationResponse, RpcData } from './core-types.ts';
import type { Core } from './functions-core.ts';
import { StartError } from './start-error.ts';
import type { HostFunction } from './triggers.ts';

export type Invoke = (
  target: HostFunction,
  data: RpcData,
  triggerMetadata?: Record<string, RpcData>,
) => Promise<InvocationResponse>;

/** @returns what runs a function; it throws what the function throws */
export function createInvoke(core: Core): Invoke {
  const model = core.model();
  if (model === undefined)
    throw new StartError(
      'The bundle registers no function. Is @azure/functions part of it, and @azure/functions-core not?',
    );
  return async (target, data, triggerMetadata = {}) => {
    const coreContext = contextOf(core, target, data, triggerMetadata);
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
    },
    log: (level, category, message) => core.log(level, category, message, target.name),
  };
}

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
