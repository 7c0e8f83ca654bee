/**
 * Loads a built bundle, and the files beside it on first use, as Azure's worker does. Each host gets
 * its own modules, `@azure/functions-core`, environment and console; globals are not changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { compileFunction, constants } from 'node:vm';
import type { Core } from './functions-core.ts';
import { consoleInto, type HostLog } from './host-log.ts';
import { codeOf, StartError } from './start-error.ts';

const coreName = '@azure/functions-core';

/**
 * @param env the complete `process.env` of the bundle
 * @throws StartError if there is no bundle, or what the bundle itself throws
 */
export function loadBundle(
  bundlePath: string,
  core: Core,
  env: Record<string, string | undefined>,
  log: HostLog,
): void {
  const load = makeLoad(core, { process: processWith(env), console: consoleInto(log) });
  load(resolve(bundlePath));
  core.lock();
}

type Module = { exports: object };
type Load = (path: string) => unknown;
type Scope = { module: Module; exports: object; require: NodeJS.Require };

/** @returns a function that runs each file once, in this scope; one that threw is run again */
function makeLoad(core: Core, scope: object): Load {
  const modules = new Map<string, Module>();
  const load: Load = (path) => {
    const known = modules.get(path);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    modules.set(path, module);
    try {
      run(path, {
        ...scope,
        module,
        exports: module.exports,
        require: requireIn(path, core, load),
      });
    } catch (error) {
      modules.delete(path);
      throw error;
    }
    return module.exports;
  };
  return load;
}

function requireIn(path: string, core: Core, load: Load): NodeJS.Require {
  const plainRequire = createRequire(path);
  const require = (name: string): unknown => {
    if (name === coreName) return core.module;
    return name.startsWith('./') ? load(join(dirname(path), name)) : plainRequire(name);
  };
  return Object.assign(require, plainRequire);
}

function run(path: string, scope: Scope): void {
  const given = { ...scope, __filename: path, __dirname: dirname(path) };
  const body = compileFunction(source(path), Object.keys(given), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  body.apply(given.exports, Object.values(given));
}

function source(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartError(
      `There is no bundle at ${path} (${codeOf(error) ?? 'unreadable'}): run 'npm run build' first.`,
    );
  }
}

/** `process` with another environment. */
function processWith(env: Record<string, string | undefined>): NodeJS.Process {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  return new Proxy(process, {
    get(target, key) {
      if (key === 'env') return given;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
