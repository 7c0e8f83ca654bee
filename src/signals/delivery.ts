/** How a connected system is told of changes, and whether it is told at all. */
import type { Deps } from '../deps.ts';
import { putSystem, revision, type SystemChange } from '../openid/change-system.ts';
import { Refusal } from '../policy/problems.ts';
import { type SignalSettings, settingsFault } from '../policy/system-input.ts';
import type { Keys } from '../store/keyring.ts';
import type { SystemRow } from '../store/rows/system.ts';
import type { System } from '../store/systems.ts';

/** A sealed header opens for its system only. */
export const sealedFor = (systemId: string): string => `signals of ${systemId}`;

/**
 * A system that is told again, or in another way, is also told what it has missed.
 * @throws Refusal not_found, changed_meanwhile, invalid_input
 */
export async function changeDelivery(
  deps: Deps,
  change: SystemChange,
  settings: SignalSettings,
  now: string,
): Promise<System> {
  const before = await revision(deps, change);
  const keys = await deps.keyring.load(now);
  const signals = stored(keys, before, settings);
  const row = { ...before.row, signals };
  if (settingsFault(row))
    throw new Refusal('invalid_input', {
      faults: [
        { field: 'body.delivery', message: 'must be push for a system without a secret or key' },
      ],
    });
  const data = { fields: ['signals'] };
  return putSystem(deps, before, change, 'system_changed', row, now, data);
}

/** Another endpoint must not receive the header that was meant for the former one. */
function stored(
  keys: Pick<Keys, 'seal'>,
  { systemId, row }: System,
  settings: SignalSettings,
): SystemRow['signals'] {
  if (settings.delivery === 'none') return undefined;
  if (settings.delivery === 'poll') return { delivery: 'poll' };
  const { endpoint, authorization } = settings;
  const kept = row.signals?.endpoint === endpoint ? row.signals.sealed : undefined;
  const given = authorization === null ? undefined : kept;
  const sealed = authorization ? keys.seal(authorization, sealedFor(systemId)) : given;
  return { delivery: 'push', endpoint, ...(sealed !== undefined && { sealed }) };
}
