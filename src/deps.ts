/** What the operations need from outside, handed to them as one plain object. */
import type { LifecyclePolicy } from './policy/lifecycle.ts';
import type { Settings } from './settings.ts';
import type { Keyring } from './store/keyring.ts';
import type { PrivacyVersions } from './store/privacy-notices.ts';
import type { Store } from './store/store.ts';

/** Structured log lines; ids and codes only, never a name, an address or a secret. */
export type Log = (event: string, fields?: Record<string, string | number | boolean>) => void;

/** Runs password hashing elsewhere, so that nothing waits behind it. */
export type Hasher = {
  /** @returns a bcrypt hash of the prepared password @throws Refusal busy */
  hash(prepared: string, cost: number): Promise<string>;
  /** @throws Refusal busy */
  compare(prepared: string, hash: string): Promise<boolean>;
  /** Said at once, before anything is counted or read. @throws Refusal busy when nothing more fits */
  assertRoom(): void;
};

export type Deps = {
  settings: Settings;
  policy: LifecyclePolicy;
  store: Store;
  keyring: Keyring;
  privacyVersions: PrivacyVersions;
  hasher: Hasher;
  log: Log;
  /** The only clock: milliseconds since 1970. */
  clock: () => number;
};

/** The instant of a request, the same for everything that it does. */
export const nowOf = (deps: Pick<Deps, 'clock'>): string => new Date(deps.clock()).toISOString();
