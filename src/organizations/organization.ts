/** Organizations: added, changed and closed by the administration; each change is an event. */

import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import { changeOrganization, loadOrganization, type Organization } from '../store/organizations.ts';
import { closingGuard } from '../store/shared-rules.ts';

export type OrganizationDetails = { name: string; language: Language };

type OrganizationDeps = Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>;

/** The fields of an organization that people see. */
export function organizationView({ organizationId, row }: Organization) {
  const { name, language, createdAt, closedAt, revision } = row;
  return { organizationId, name, language, createdAt, closedAt, etag: `"${revision}"` };
}

/**
 * A repeated request returns the organization that it created.
 * @throws Refusal idempotency_key_reused, organization_name_taken
 */
export async function createOrganization(
  deps: OrganizationDeps,
  request: { organizationId: string; requestHash: string; actorId: string },
  details: OrganizationDetails,
  now: string,
): Promise<Organization> {
  const { organizationId, requestHash, actorId } = request;
  const repeated = () => sameRequest(deps, organizationId, requestHash);
  const before = await repeated();
  if (before) return before;
  const row = { ...details, revision: 1, createdAt: now, requestHash, chainLength: 0 };
  const decision = { kind: 'organization_created', row } as const;
  try {
    return await changeOrganization(deps, { organizationId }, { actorId, now }, decision);
  } catch (error) {
    const made = error instanceof Refusal ? await repeated() : undefined;
    if (made) return made;
    throw error;
  }
}

/** @throws Refusal changed_meanwhile, organization_closed, organization_name_taken */
export async function changeDetails(
  deps: OrganizationDeps,
  before: Organization,
  request: {
    actorId: string;
    ifMatch: number;
    changes: { [K in keyof OrganizationDetails]?: OrganizationDetails[K] | undefined };
  },
  now: string,
): Promise<Organization> {
  assertOpen(before, request.ifMatch);
  const { row } = before;
  const { name = row.name, language = row.language } = request.changes;
  const after = { name, language };
  const names = (['name', 'language'] as const).filter((each) => after[each] !== row[each]);
  const values = (from: OrganizationDetails) =>
    Object.fromEntries(names.map((each) => [each, from[each]]));
  const data = { from: values(row), to: values(after) };
  const changed = { ...row, ...after, revision: row.revision + 1 };
  const decision = { kind: 'organization_changed', data, row: changed } as const;
  return changeOrganization(deps, before, { actorId: request.actorId, now }, decision);
}

/** @throws Refusal changed_meanwhile, organization_closed, organization_not_empty */
export async function closeOrganization(
  deps: OrganizationDeps,
  before: Organization,
  request: { actorId: string; ifMatch: number },
  now: string,
): Promise<Organization> {
  assertOpen(before, request.ifMatch);
  const { row, organizationId } = before;
  const closed = { ...row, closedAt: now, revision: row.revision + 1 };
  const acting = { actorId: request.actorId, now };
  const guards = [closingGuard(organizationId)];
  const decision = { kind: 'organization_closed', row: closed, guards } as const;
  return changeOrganization(deps, before, acting, decision);
}

export function assertOpen({ row }: Organization, ifMatch: number): void {
  if (row.revision !== ifMatch) throw new Refusal('changed_meanwhile');
  if (row.closedAt) throw new Refusal('organization_closed');
}

async function sameRequest(
  deps: OrganizationDeps,
  organizationId: string,
  requestHash: string,
): Promise<Organization | undefined> {
  const found = await loadOrganization(deps.store, organizationId);
  if (found && found.row.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  return found;
}
