/**
 * Runs the built bundle as Azure Functions does, on this machine only: HTTP, timers and queues.
 *
 * Hosts share no state: several can run at once on one storage, in one process or in several. Only
 * the clock (clock.ts) is shared by the whole process.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createCore } from './functions-core.ts';
import { answerAdmin } from './host-admin.ts';
import { type HostLog, logToStderr } from './host-log.ts';
import { readHostSettings } from './host-settings.ts';
import { createHttpFunctions, isPreflight } from './http-functions.ts';
import { createInvoke } from './invoke.ts';
import { loadBundle } from './load-bundle.ts';
import { filterByLevel } from './log-levels.ts';
import { type LocalAnswer, serveLoopback } from './loopback-server.ts';
import type { LocalRequest } from './read-request.ts';
import { createRunners } from './runners.ts';
import { StartError } from './start-error.ts';
import { hostFunction, isHttp, type Kind } from './triggers.ts';

const drainMilliseconds = 5_000;
const masterKeyBytes = 40;

export type HostOptions = {
  bundlePath: string;
  /** App settings, which override this process's environment. */
  env: Record<string, string | undefined>;
  /** 0 or undefined for a free port. */
  port?: number;
  storageConnectionString: string;
  /** The key to the host's own routes under `/admin`; random by default. */
  masterKey?: string;
  /** Receives all log entries; by default warnings and errors go to standard error. */
  log?: HostLog;
  /** Handles requests before any function; returns undefined to pass one on. */
  local?: (request: LocalRequest) => Promise<LocalAnswer | undefined>;
};

export type Host = {
  url: string;
  masterKey: string;
  functions: readonly { name: string; kind: Kind }[];
  /** Runs a timer function, or a queue function with a message; throws what it throws. */
  invoke(name: string, data?: unknown): Promise<void>;
  /** Runs each due timer once. @returns the names of the timers that ran since the last call */
  runDue(): Promise<string[]>;
  /** Resolves when no queue has a visible message and no queue function is running. */
  idle(): Promise<void>;
  /** Accepts no new work and gives running work five seconds to finish. */
  stop(): Promise<void>;
};

/** @throws StartError for an unusable bundle, function or port; SettingsError */
export async function startHost(options: HostOptions): Promise<Host> {
  const settings = readHostSettings(options.bundlePath);
  const log = filterByLevel(options.log ?? logToStderr, settings.logLevels);
  const env = {
    ...process.env,
    AzureWebJobsStorage: options.storageConnectionString,
    ...options.env,
  };
  const core = createCore(log);
  loadBundle(options.bundlePath, core, env, log);
  const invoke = createInvoke(core);
  if ('HttpUri' in ((await core.model()?.getCapabilities({})) ?? {}))
    throw new StartError('The local host has no HTTP streaming: leave enableHttpStream off.');

  const functions = core.registrations.map((each) => hostFunction(each, env));
  const failed = (message: string, name?: string) => core.log('error', 'system', message, name);
  const runners = createRunners(functions, { ...options, env, settings, invoke, failed });
  const http = createHttpFunctions(functions.filter(isHttp), settings.routePrefix, invoke, failed);
  const masterKey = options.masterKey ?? randomBytes(masterKeyBytes).toString('base64url');
  const admin = { masterKey, functions, fire: runners.fireAndForget };
  const server = await serveLoopback(
    options.port ?? 0,
    async (request) =>
      (await options.local?.(request)) ??
      (isPreflight(request) ? { status: 204 } : answerAdmin(request, admin)) ??
      http(request),
    (error) => failed(String(error)),
  );
  await core.runHooks('appStart', {});
  runners.start();
  return {
    url: server.url,
    masterKey,
    functions: functions.flatMap((each) => ({ name: each.name, kind: each.trigger.kind })),
    invoke: runners.fire,
    runDue: runners.runDue,
    idle: runners.idle,
    async stop() {
      const limit = pause(drainMilliseconds, undefined, { ref: false });
      await Promise.all([server.stop(drainMilliseconds), Promise.race([runners.stop(), limit])]);
      await core.runHooks('appTerminate', {});
    },
  };
}
