/** What the store needs from outside: no more than this, so that it knows nothing above it. */
import type { LifecyclePolicy } from '../policy/lifecycle.ts';
import type { LogEvent } from '../policy/log-lines.ts';
import type { Keyring } from './keyring.ts';
import type { Store } from './store.ts';

/** Structured log lines; ids and codes only, never a name, an address or a secret. */
export type Log = (event: LogEvent, fields?: Record<string, string | number | boolean>) => void;

export type Deps = {
  store: Store;
  keyring: Keyring;
  policy: LifecyclePolicy;
  log: Log;
  /** The only clock: milliseconds since 1970. */
  clock: () => number;
};
