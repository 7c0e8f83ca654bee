/** Assembles the application from the settings: the same in Azure, locally and in tests. */
import { consume } from './consumers.ts';
import type { Deps, Hasher, Log } from './deps.ts';
import { nowOf } from './deps.ts';
import { findRoute } from './handlers.ts';
import { makePortal, type ServePortal } from './http/portal.ts';
import { makeServe, type Serve } from './http/serve.ts';
import { logLine } from './invocation.ts';
import type { LifecyclePolicy } from './policy/lifecycle.ts';
import { limit } from './policy/limits.ts';
import { makeHasher } from './sessions/hash-pool.ts';
import type { Settings } from './settings.ts';
import type { Tails } from './store/after-response.ts';
import { withinDeadline } from './store/deadline.ts';
import { openKeyring } from './store/keyring.ts';
import { openOrganizationNames } from './store/organization-name-cache.ts';
import { openOutside } from './store/outside.ts';
import { openPauses, type Pauses } from './store/pause.ts';
import { openPrivacyVersions } from './store/privacy-notices.ts';
import { openStore } from './store/store.ts';
import { openSystems } from './store/systems.ts';
import type { WorkQueue } from './store/work.ts';
import { runTimer, type TimerName } from './timers/timers.ts';

export type Application = {
  deps: Deps;
  serve: Serve;
  /** Handles every path that is not an API route. */
  servePortal: ServePortal;
  /** @param expiresAt when storage drops the message, in milliseconds since 1970 */
  handleMail(
    queue: WorkQueue,
    message: unknown,
    dequeueCount: number,
    expiresAt?: number,
  ): Promise<void>;
  runTimer(name: TimerName): Promise<Record<string, number>>;
  /** Resolves when nothing is left to be written after the responses so far. */
  afterResponses(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  clock?: () => number;
  log?: Log;
  hashWorker?: string | URL;
  /** Replaces the application's own threads; it stays open when the application closes. */
  hasher?: Hasher;
  /** Folder of the built portal. */
  portal?: string;
};

export function assemble(settings: Settings, options: Options = {}): Application {
  const log = options.log ?? logLine;
  const store = openStore(settings, log);
  const pauses = openPauses(store);
  const tails: Tails = new Set();
  const own = makeHasher(
    options.hashWorker ?? new URL('./sessions/hash-worker.ts', import.meta.url),
  );
  const deps: Deps = {
    settings,
    policy: policyOf(settings, pauses),
    pauses,
    outside: openOutside(settings),
    store,
    keyring: openKeyring(settings, store),
    privacyVersions: openPrivacyVersions(store),
    systems: openSystems(store),
    organizationNames: openOrganizationNames(store),
    hasher: options.hasher ?? own,
    log,
    clock: options.clock ?? Date.now,
  };
  return {
    deps,
    serve: makeServe(deps, findRoute, tails),
    async afterResponses() {
      while (tails.size > 0) await Promise.all(tails);
    },
    servePortal: makePortal(options.portal ?? 'dist/portal'),
    handleMail: (queue, message, dequeueCount, expiresAt) =>
      inBackground(() => consume(deps, { queue, message, dequeueCount, expiresAt }, nowOf(deps))),
    runTimer: (name) => inBackground(() => runTimer(deps, name, nowOf(deps))),
    close: () => own.close(),
  };
}

/** The next run or try resumes interrupted work; otherwise the platform would end the process. */
const inBackground = <T>(task: () => Promise<T>): Promise<T> =>
  withinDeadline(limit.backgroundSecondsMax * 1_000, task);

type PolicySettings = Pick<
  Settings,
  'INACTIVITY_MONTHS' | 'NOTICE_DAYS' | 'ERASE_AFTER_DAYS' | 'UNUSED_INVITATION_DAYS'
>;

/** The rules always hold with the pause as last read. */
export function policyOf(settings: PolicySettings, pauses: Pauses): LifecyclePolicy {
  return {
    get pause() {
      return pauses.known();
    },
    inactivityMonths: settings.INACTIVITY_MONTHS,
    noticeDays: settings.NOTICE_DAYS,
    eraseAfterDays: settings.ERASE_AFTER_DAYS,
    unusedInvitationDays: settings.UNUSED_INVITATION_DAYS,
  };
}
