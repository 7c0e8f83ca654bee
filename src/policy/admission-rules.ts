/** An organization's own rules for its people, and whether an invitation breaks one of them. */
import { z } from 'zod';
import { type Approval, approvals } from './approvals.ts';
import { lazyObject } from './lazy-object.ts';
import { limit } from './limits.ts';
import type { ProblemCode } from './problems.ts';
import { reviewPeriods } from './review-answers.ts';
import { outranks, type Role, scopeOf } from './roles.ts';

/** Months between reviews of who is still employed; null: no reviews of their own accord. */
export const reviewMonths = () =>
  z.union(reviewPeriods.map((months) => z.literal(months))).nullable();

export const admissionRules = lazyObject(() => ({
  /** Domains whose addresses may be invited; empty: any domain. Subdomains are not included. */
  addressDomains: z.array(z.string()).max(limit.addressDomainsMax),
  /** The roles that the organization's primary users may assign. */
  rolesGiven: z.array(z.enum(['primary_user', 'editor', 'expert'])).max(3),
  /** Whose approval a primary user's invitation also needs. */
  approval: z.enum(approvals),
  invitationDays: z.int().min(1).max(limit.invitationDaysMax),
  /** Accounts not deactivated, including invitations and proposals; null: no limit. */
  peopleMax: z.int().min(1).max(limit.organizationPeopleMax).nullable(),
  /** Whether editors and experts may propose colleagues. */
  proposals: z.boolean(),
  /** Absent in rows of the previous release. */
  reviewMonths: reviewMonths().default(null).catch(null),
}));
export type AdmissionRules = z.infer<typeof admissionRules>;

/** @param invitationDays for organizations that do not set their own */
export function admissionRulesOf(
  row: { process?: AdmissionRules | undefined },
  invitationDays: number,
): AdmissionRules {
  return (
    row.process ?? {
      addressDomains: [],
      rolesGiven: ['primary_user', 'editor', 'expert'],
      approval: 'none',
      invitationDays,
      peopleMax: null,
      proposals: false,
      reviewMonths: null,
    }
  );
}

type Given = { actorRole: Role; role: Role; email: string };

/**
 * The rules of rank and domain bind everybody, though the administration can change the domains.
 * The set of roles does not bind the administration.
 * @returns the code of the first broken rule
 */
export function ruleBroken(rules: AdmissionRules, { actorRole, role, email }: Given) {
  if (!outranks(actorRole, role)) return 'role_above_own' satisfies ProblemCode;
  const given = rules.rolesGiven.some((each) => each === role);
  if (!isAdministration(actorRole) && !given) return 'role_not_given' satisfies ProblemCode;
  if (!domainAllowed(rules, email)) return 'domain_not_allowed' satisfies ProblemCode;
  return undefined;
}

export function domainAllowed({ addressDomains }: AdmissionRules, email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return addressDomains.length === 0 || addressDomains.includes(domain);
}

/** @returns whether an invitation by this role needs a second person's approval */
export function needsApproval({ approval }: AdmissionRules, actorRole: Role): boolean {
  if (isAdministration(actorRole)) return false;
  return approval !== 'none' || scopeOf(actorRole, 'people.invite') === undefined;
}

/** @returns whether the change removes an approval that was required before */
export function weakens(before: Approval, after: Approval): boolean {
  return approvals.indexOf(after) < approvals.indexOf(before);
}

/** @returns whether reviews would become rarer or end */
export function reviewsLess(before: number | null, after: number | null): boolean {
  return before !== null && (after === null || after > before);
}

export function isAdministration(role: Role): boolean {
  return scopeOf(role, 'people.invite') === 'any';
}
