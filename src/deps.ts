/** The operations' dependencies, passed as one plain object. */
import type { Settings } from './settings.ts';
import type { Deps as StoreDeps } from './store/deps.ts';
import type { OrganizationNames } from './store/organization-name-cache.ts';
import type { Outside } from './store/outside.ts';
import type { PrivacyVersions } from './store/privacy-notices.ts';

export type { Log } from './store/deps.ts';

/** Whose password is hashed, so that nobody takes up others' places; no name, no address. */
export type HashedFor = { account: string; source: string };

/** Runs password hashing in other threads, so that it blocks nothing. */
export type Hasher = {
  /** @returns a bcrypt hash of the prepared password @throws Refusal busy */
  hash(prepared: string, cost: number, who?: HashedFor): Promise<string>;
  /** @throws Refusal busy */
  compare(prepared: string, hash: string, who?: HashedFor): Promise<boolean>;
  /**
   * Compares with another system's hash, and takes as long as a comparison at this cost.
   * @throws Refusal busy
   */
  compareLegacy(password: string, legacy: string, cost: number, who?: HashedFor): Promise<boolean>;
  /** Checked before anything is counted or read. @throws Refusal busy if the queue is full */
  assertRoom(who?: HashedFor): void;
};

export type Deps = StoreDeps & {
  settings: Settings;
  privacyVersions: PrivacyVersions;
  hasher: Hasher;
  /** The second storage account, if there is one. */
  outside?: Outside | undefined;
  /** The name of an organization, as of the last minute. */
  organizationNames: OrganizationNames;
};

/** The instant of a request, used for everything that it does. */
export const nowOf = (deps: Pick<Deps, 'clock'>): string => new Date(deps.clock()).toISOString();
