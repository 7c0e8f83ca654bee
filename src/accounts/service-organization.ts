/** Ensures that the service's own organization exists and is open for its first administrator. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { changeOrganization, loadOrganization, type Organization } from '../store/organizations.ts';

/** @returns the organization; created if it was missing, reopened if it was closed */
export async function openServiceOrganization(deps: Deps, now: string): Promise<Organization> {
  const organizationId = (await deps.keyring.load(now)).idFor('service organization');
  const before = await loadOrganization(deps.store, organizationId);
  if (before && !before.row.closedAt) return before;
  const name = before?.row.name ?? deps.settings.SERVICE_ORGANIZATION.fi;
  try {
    return await open(deps, organizationId, before, name, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Another organization may have taken the name: a part of the id makes it unique.
    if (error.code === 'organization_name_taken')
      return open(deps, organizationId, before, `${name} ${organizationId.slice(0, 8)}`, now);
    // Another instance created it at the same moment.
    const made = await loadOrganization(deps.store, organizationId);
    if (!made) throw error;
    return made;
  }
}

function open(
  deps: Deps,
  organizationId: string,
  before: Organization | undefined,
  name: string,
  now: string,
): Promise<Organization> {
  const acting = { actorId: 'service', now };
  if (!before) {
    const row = { name, language: 'fi', revision: 1, createdAt: now } as const;
    const decision = { kind: 'organization_created', row } as const;
    return changeOrganization(deps, { organizationId }, acting, decision);
  }
  const row = { ...before.row, name, closedAt: undefined, revision: before.row.revision + 1 };
  return changeOrganization(deps, before, acting, { kind: 'organization_changed', row });
}
