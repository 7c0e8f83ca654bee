/**
 * Loads a built bundle as Azure's worker does. Each host gets its own module scope,
 * `@azure/functions-core`, environment and console; globals are not changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
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
  const path = resolve(bundlePath);
  const plainRequire = createRequire(path);
  const require = Object.assign(
    (name: string): unknown => (name === coreName ? core.module : plainRequire(name)),
    plainRequire,
  );
  const module = { exports: {} };
  const scope = {
    exports: module.exports,
    require,
    module,
    __filename: path,
    __dirname: dirname(path),
    process: processWith(env),
    console: consoleInto(log),
  };
  const run = compileFunction(source(path), Object.keys(scope), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  run.apply(module.exports, Object.values(scope));
  core.lock();
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
