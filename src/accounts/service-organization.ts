/** The organization of the service itself exists and is open when its first administrator needs it. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { changeOrganization, loadOrganization, type Organization } from '../store/organizations.ts';

/** @returns the organization; made where it was missing, opened again where it was closed */
export async function openServiceOrganization(deps: Deps, now: string): Promise<Organization> {
  const organizationId = (await deps.keyring.load(now)).idFor('service organization');
  const before = await loadOrganization(deps.store, organizationId);
  if (before && !before.row.closedAt) return before;
  const acting = { actorId: 'service', now };
  const { SERVICE_ORGANIZATION: name } = deps.settings;
  try {
    if (!before) {
      const row = { name, language: 'fi', revision: 1, createdAt: now, chainLength: 0 } as const;
      const decision = { kind: 'organization_created', row } as const;
      return await changeOrganization(deps, { organizationId }, acting, decision);
    }
    const row = { ...before.row, closedAt: undefined, revision: before.row.revision + 1 };
    return await changeOrganization(deps, before, acting, { kind: 'organization_changed', row });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Another instance did it at the same moment.
    const made = await loadOrganization(deps.store, organizationId);
    if (!made) throw error;
    return made;
  }
}
