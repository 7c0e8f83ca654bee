/**
 * Runs the built bundle as Azure Functions would: HTTP, timers and queues, on this machine only.
 *
 * Hosts keep no state beside each other: several can run at once, in one process or in two, on one
 * storage. Only the clock (clock.ts) is one for the whole process.
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
  /** Settings of the app, on top of the environment of this process. */
  env: Record<string, string | undefined>;
  /** 0 or nothing: a free one. */
  port?: number;
  storageConnectionString: string;
  /** Opens the host's own addresses below `/admin`; without one the host makes one. */
  masterKey?: string;
  /** Takes all that host and functions log; else warnings and errors go to standard error. */
  log?: HostLog;
  /** Answers requests before any function; where it gives nothing, the functions answer. */
  local?: (request: LocalRequest) => Promise<LocalAnswer | undefined>;
};

export type Host = {
  url: string;
  masterKey: string;
  functions: readonly { name: string; kind: Kind }[];
  /** Runs a timer function, or a queue function with a message, and waits; throws what it throws. */
  invoke(name: string, data?: unknown): Promise<void>;
  /** Runs each timer that is due, once, and waits. @returns the names of what ran since last time */
  runDue(): Promise<string[]>;
  /** When no queue has a visible message and no queue function runs. */
  idle(): Promise<void>;
  /** Takes nothing new; what is under way has five seconds to end. */
  stop(): Promise<void>;
};

/** @throws StartError when bundle, functions or port are not as they must be; SettingsError too */
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
