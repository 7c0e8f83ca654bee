/** The store's only dependencies, so that it knows nothing of the layers above. */
import type { LifecyclePolicy } from '../policy/lifecycle.ts';
import type { LogEvent } from '../policy/log-lines.ts';
import type { Keyring } from './keyring.ts';
import type { Pauses } from './pause.ts';
import type { Store } from './store.ts';
import type { Systems } from './systems.ts';

/** Structured log lines; ids and codes only, never a name, an address or a secret. */
export type Log = (event: LogEvent, fields?: Record<string, string | number | boolean>) => void;

export type Deps = {
  store: Store;
  keyring: Keyring;
  policy: LifecyclePolicy;
  pauses: Pauses;
  log: Log;
  /** All connected systems, as of the last seconds. */
  systems: Systems;
  /** The only clock: milliseconds since 1970. */
  clock: () => number;
};
