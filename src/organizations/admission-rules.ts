/** Reads and changes an organization's rules; each change is an event with old and new values. */
import type { Deps } from '../deps.ts';
import {
  type AdmissionRules,
  admissionRules,
  admissionRulesOf,
  isAdministration,
  reviewsLess,
  weakens,
} from '../policy/admission-rules.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { changeOrganization, type Organization } from '../store/organizations.ts';
import { assertOpen } from './organization.ts';

type Rules = AdmissionRules & { language: Language };

type Request = {
  actorId: string;
  actorRole: Role;
  ifMatch: number;
  changes: { [K in keyof Rules]?: Rules[K] | undefined };
};

export function admissionRulesView(deps: Pick<Deps, 'settings'>, organization: Organization) {
  const { language, ...rules } = rulesOf(deps, organization);
  // Only the rules that this release knows: a newer one may have added some.
  return { ...admissionRules.parse(rules), language, etag: `"${organization.row.revision}"` };
}

/**
 * @throws Refusal changed_meanwhile, organization_closed, only_administration if the approval of
 *   invitations would become weaker, or reviews rarer
 */
export async function changeAdmissionRules(
  deps: Pick<Deps, 'store' | 'keyring' | 'settings' | 'clock' | 'policy'>,
  before: Organization,
  { actorId, actorRole, ifMatch, changes }: Request,
  now: string,
): Promise<Organization> {
  assertOpen(before, ifMatch);
  const { row } = before;
  const old = rulesOf(deps, before);
  const given = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const { language, ...rules }: Rules = { ...old, ...given };
  const relaxes =
    weakens(old.approval, rules.approval) || reviewsLess(old.reviewMonths, rules.reviewMonths);
  if (relaxes && !isAdministration(actorRole)) throw new Refusal('only_administration');
  const names = (Object.keys(given) as (keyof Rules)[]).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify({ ...rules, language }[name]),
  );
  const values = (from: Rules) => Object.fromEntries(names.map((name) => [name, from[name]]));
  const data = { from: values(old), to: values({ ...rules, language }) };
  const changed = { ...row, language, process: rules, revision: row.revision + 1 };
  const decision = { kind: 'process_changed', data, row: changed } as const;
  return changeOrganization(deps, before, { actorId, now }, decision);
}

function rulesOf({ settings }: Pick<Deps, 'settings'>, { row }: Organization): Rules {
  return { ...admissionRulesOf(row, settings.INVITATION_LIFETIME_DAYS), language: row.language };
}
