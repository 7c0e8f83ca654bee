/**
 * The module `@azure/functions-core`, which Azure's worker provides at run time: it collects the
 * registrations of one bundle. Each host creates its own, so hosts share nothing.
 */
import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  HookContext,
  HookName,
  LogLevel,
  ProgrammingModel,
} from './core-types.ts';
import type { HostLog } from './host-log.ts';
import { StartError } from './start-error.ts';

/** Versions reported to the library: those of a current worker and host. */
const workerVersion = '3.10.1';
const hostVersion = '4.1036.0';

export type Registration = { metadata: FunctionMetadata; callback: FunctionCallback };

export type Core = {
  /** The result of `require('@azure/functions-core')`. */
  module: object;
  registrations: readonly Registration[];
  model(): ProgrammingModel | undefined;
  /** Refuses registrations from now on. */
  lock(): void;
  runHooks(name: HookName, context: Record<string, unknown>): Promise<HookContext>;
  /** Runs the log hooks, then writes the entry. */
  log(
    level: LogLevel,
    category: 'user' | 'system',
    message: string,
    functionName?: string,
    invocationId?: string,
  ): void;
};

export function createCore(log: HostLog): Core {
  const registrations: Registration[] = [];
  const taken = new Set<string>();
  const hooks: { name: HookName; callback: HookCallback }[] = [];
  const appHookData = {};
  let model: ProgrammingModel | undefined;
  let locked = false;

  const hooksOf = (name: HookName) => hooks.filter((each) => each.name === name);
  const write: Core['log'] = (level, category, message, functionName, invocationId) => {
    const entry = { level, category, message, hookData: {}, appHookData };
    for (const hook of hooksOf('log')) hook.callback(entry);
    log({
      level: entry.level,
      source: functionName === undefined ? 'host' : 'function',
      category: categoryOf(category, functionName),
      message: entry.message,
      ...(functionName === undefined ? {} : { functionName }),
      ...(invocationId === undefined ? {} : { invocationId }),
    });
  };

  const module = {
    version: workerVersion,
    hostVersion,
    Disposable,
    registerFunction(metadata: FunctionMetadata, callback: FunctionCallback) {
      if (locked) throw new Error('A function can only be registered during app startup.');
      checkName(metadata.name, taken);
      return added(registrations, { metadata, callback });
    },
    registerHook: (name: HookName, callback: HookCallback) => added(hooks, { name, callback }),
    setProgrammingModel(given: ProgrammingModel) {
      model = given;
    },
    getProgrammingModel: () => model,
    log: (level: LogLevel, category: 'user' | 'system', message: string) =>
      write(level, category, message),
  };

  return {
    module,
    registrations,
    model: () => model,
    lock() {
      locked = true;
    },
    async runHooks(name, fields) {
      const context: HookContext = Object.assign(fields, { hookData: {}, appHookData });
      for (const hook of hooksOf(name)) await hook.callback(context);
      return context;
    },
    log: write,
  };
}

/** Source: https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-categories */
function categoryOf(category: 'user' | 'system', functionName: string | undefined): string {
  if (functionName === undefined) return 'Worker';
  return category === 'user' ? `Function.${functionName}.User` : `Function.${functionName}`;
}

/** Names must follow Azure's rule and be unique, whatever their case. */
function checkName(name: string, taken: Set<string>): void {
  if (!/^[a-z][a-z0-9_-]{0,127}$/i.test(name))
    throw new StartError(
      `Function "${name}": a name starts with a letter and has at most 128 letters, digits, - and _.`,
    );
  if (taken.has(name.toLowerCase()))
    throw new StartError(`Function "${name}" is registered twice: rename one of them.`);
  taken.add(name.toLowerCase());
}

function added<T>(list: T[], entry: T): Disposable {
  list.push(entry);
  return new Disposable(() => {
    const index = list.indexOf(entry);
    if (index >= 0) list.splice(index, 1);
  });
}

/** A class because the module's contract requires one. */
class Disposable {
  #end: (() => void) | undefined;

  constructor(end: () => void) {
    this.#end = end;
  }

  static from(...parts: { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  dispose(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
