/** Changes a connected system, its secrets and whether it may sign people in; each is an event. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type settingsChange, settingsFault } from '../policy/system-input.ts';
import type { SystemRow } from '../store/rows/system.ts';
import { changeSystem, loadSystem, type System } from '../store/systems.ts';
import { type Actor, readyKeys } from './register-system.ts';
import { hasSecret, secretOf } from './system-secrets.ts';

export type SystemChange = { systemId: string; ifMatch: number; actor: Actor };
type Changes = z.output<typeof settingsChange>;

/**
 * If roles change, the system is told about each person whose role may no longer enter it.
 * @throws Refusal not_found, changed_meanwhile, invalid_input
 */
export async function changeSettings(
  deps: Deps,
  change: SystemChange,
  changes: Changes,
  now: string,
): Promise<System> {
  const before = await revision(deps, change);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const removed = changes.backchannelLogoutUri === null && { backchannelLogoutUri: undefined };
  const row = { ...before.row, ...Object.fromEntries(given), ...removed };
  const fault = settingsFault(row);
  if (fault) throw new Refusal('invalid_input', { faults: [fault] });
  await readyKeys(deps, row, now);
  // Secrets of a system that no longer uses any must not become valid again later.
  const secrets = hasSecret(row) ? row.secrets : [];
  const data = { fields: given.map(([name]) => name) };
  return putSystem(deps, before, change, 'system_changed', { ...row, secrets }, now, data);
}

/**
 * The new secret is valid beside the old one, so that a system can change without an interruption.
 * @returns the system, and the secret, which is never shown again
 * @throws Refusal not_found, changed_meanwhile, no_secret_used, too_many_secrets
 */
export async function addSecret(deps: Deps, change: SystemChange, now: string) {
  const before = await revision(deps, change);
  const { row, systemId } = before;
  if (!hasSecret(row)) throw new Refusal('no_secret_used');
  if (row.secrets.length >= limit.systemSecretsMax) throw new Refusal('too_many_secrets');
  const id = randomUUID();
  const after = { ...row, secrets: [...row.secrets, { id, createdAt: now }] };
  const system = await putSystem(deps, before, change, 'system_secret_added', after, now, { id });
  return { system, secret: secretOf(await deps.keyring.load(now), systemId, id) };
}

/** @throws Refusal not_found, changed_meanwhile */
export async function removeSecret(
  deps: Deps,
  change: SystemChange,
  secretId: string,
  now: string,
): Promise<System> {
  const before = await revision(deps, change);
  const secrets = before.row.secrets.filter(({ id }) => id !== secretId);
  if (secrets.length === before.row.secrets.length) throw new Refusal('not_found');
  const data = { id: secretId };
  const after = { ...before.row, secrets };
  return putSystem(deps, before, change, 'system_secret_removed', after, now, data);
}

/**
 * Ends the system's sessions: its codes and tokens are refused, and it is told about each person.
 * @throws Refusal not_found, changed_meanwhile, system_disabled
 */
export async function disableSystem(
  deps: Deps,
  change: SystemChange,
  now: string,
): Promise<System> {
  const before = await revision(deps, change);
  if (before.row.disabledAt) throw new Refusal('system_disabled');
  const after = { ...before.row, disabledAt: now };
  return putSystem(deps, before, change, 'system_disabled', after, now);
}

/**
 * The system is told what it has missed, if it wants to be told.
 * @throws Refusal not_found, changed_meanwhile, system_enabled
 */
export async function enableSystem(deps: Deps, change: SystemChange, now: string): Promise<System> {
  const before = await revision(deps, change);
  if (!before.row.disabledAt) throw new Refusal('system_enabled');
  const after = { ...before.row, disabledAt: undefined };
  return putSystem(deps, before, change, 'system_enabled', after, now);
}

/** @throws Refusal not_found, changed_meanwhile */
export async function revision(
  { store }: Pick<Deps, 'store'>,
  { systemId, ifMatch }: SystemChange,
): Promise<System> {
  const system = await loadSystem(store, systemId);
  if (!system) throw new Refusal('not_found');
  if (system.row.revision !== ifMatch) throw new Refusal('changed_meanwhile');
  return system;
}

export function putSystem(
  deps: Deps,
  before: System,
  { actor }: SystemChange,
  kind: EventKindOf<'system'>,
  after: SystemRow,
  now: string,
  data: Record<string, unknown> = {},
): Promise<System> {
  const row = { ...after, revision: before.row.revision + 1 };
  return changeSystem(deps, before, { ...actor, now }, { kind, data, row });
}
