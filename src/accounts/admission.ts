/** Nobody joins an organization against its rules: every way in is checked here. */

import type { Deps } from '../deps.ts';
import { type AdmissionRules, admissionRulesOf, ruleBroken } from '../policy/admission-rules.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { takesPlace } from '../policy/shared-rules.ts';
import { readPeople } from '../store/directory.ts';
import { loadOrganization, type Organization } from '../store/organizations.ts';

type Newcomer = { organizationId: string; actorRole: Role; role: Role; email: string };

/**
 * The change itself checks whether there is a place left (store/shared-rules.ts).
 * @param loaded the organization, if it is being read already
 * @returns the organization and its rules
 * @throws Refusal not_found, organization_closed, role_above_own, role_not_given, domain_not_allowed
 */
export async function admit(
  deps: Deps,
  newcomer: Newcomer,
  loaded?: Promise<Organization | undefined>,
): Promise<{ organization: Organization; rules: AdmissionRules }> {
  const opened = await openOrganization(deps, newcomer.organizationId, loaded);
  const broken = ruleBroken(opened.rules, newcomer);
  if (broken) throw new Refusal(broken);
  return opened;
}

/** @throws Refusal not_found, organization_closed */
export async function openOrganization(
  deps: Deps,
  organizationId: string,
  loaded: Promise<Organization | undefined> = loadOrganization(deps.store, organizationId),
) {
  const organization = await loaded;
  if (!organization) throw new Refusal('not_found');
  if (organization.row.closedAt) throw new Refusal('organization_closed');
  return { organization, rules: rulesOf(deps, organization) };
}

/** The rules of a person's organization, even when it is closed. */
export async function rulesIn(
  deps: Pick<Deps, 'store'> & Parameters<typeof rulesOf>[0],
  organizationId: string,
): Promise<AdmissionRules> {
  const organization = await loadOrganization(deps.store, organizationId);
  if (!organization) throw new Refusal('not_found');
  return rulesOf(deps, organization);
}

export function rulesOf(
  deps: { settings: Pick<Deps['settings'], 'INVITATION_LIFETIME_DAYS'> },
  { row }: Organization,
): AdmissionRules {
  return admissionRulesOf(row, deps.settings.INVITATION_LIFETIME_DAYS);
}

/** Reads storage only when there is a limit: one request per 1,000 people. */
export async function placesLeft(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string,
  { peopleMax }: AdmissionRules,
  now: string,
): Promise<number> {
  if (peopleMax === null) return Number.POSITIVE_INFINITY;
  let left = peopleMax;
  for await (const person of readPeople(deps.store, { organizationId }))
    if (takesPlace(person, deps.policy, now)) left--;
  return left;
}
