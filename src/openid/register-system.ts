/** Registers a connected system: from then on it can sign people in here. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { SystemSettings } from '../policy/system-input.ts';
import type { Keys } from '../store/keyring.ts';
import { changeSystem, listSystems, loadSystem, type System } from '../store/systems.ts';
import { hasSecret, secretOf } from './system-secrets.ts';
import { systemView } from './system-view.ts';

export type Actor = { actorId: string; organizationId: string };

type Request = { systemId: string; requestHash: string; actor: Actor };

/**
 * A repeated request returns the system that it registered, with the same secret.
 * @throws Refusal idempotency_key_reused, too_many_systems
 */
export async function registerSystem(
  deps: Deps,
  { systemId, requestHash, actor }: Request,
  settings: SystemSettings,
  now: string,
) {
  const repeated = async () => {
    const found = await loadSystem(deps.store, systemId);
    if (found && found.row.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
    return found;
  };
  const before = await repeated();
  if (before) return registered(deps, before, now);
  if ((await listSystems(deps.store)).length >= limit.systemsMax)
    throw new Refusal('too_many_systems');
  const keys = await readyKeys(deps, settings, now);
  const first = { id: keys.idFor(`first secret of ${systemId}`), createdAt: now };
  const secrets = hasSecret(settings) ? [first] : [];
  const row = { ...settings, secrets, createdAt: now, revision: 1, requestHash };
  const decision = { kind: 'system_registered', row } as const;
  try {
    return await registered(
      deps,
      await changeSystem(deps, { systemId }, { ...actor, now }, decision),
      now,
    );
  } catch (error) {
    const made = error instanceof Refusal ? await repeated() : undefined;
    if (made) return registered(deps, made, now);
    throw error;
  }
}

/** A system reads the published keys when it is set up, so its key exists by then. */
export const readyKeys = (
  { keyring }: Pick<Deps, 'keyring'>,
  { idTokenAlgorithm }: Pick<SystemSettings, 'idTokenAlgorithm'>,
  now: string,
): Promise<Keys> => (idTokenAlgorithm === 'RS256' ? keyring.loadWithRsa(now) : keyring.load(now));

/** The secret is shown here and never again. */
async function registered(deps: Pick<Deps, 'keyring'>, system: System, now: string) {
  const keys = await deps.keyring.load(now);
  const [first] = system.row.secrets;
  return {
    ...systemView(system, undefined),
    ...(first && { secret: secretOf(keys, system.systemId, first.id) }),
  };
}
