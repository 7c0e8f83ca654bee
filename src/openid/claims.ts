/** What a connected system learns about a person: the claims of the scopes that it asked for. */
import { fullName } from '../policy/full-name.ts';
import { type Scope, scopeClaims, scopes } from '../policy/openid.ts';
import type { Account } from '../store/accounts.ts';
import type { PersonRow } from '../store/rows/account.ts';
import { secondsOf } from './tokens.ts';

/** @param scope as requested; unknown values are ignored (OpenID Connect Core, 3.1.2.1) */
export const scopesIn = (scope: string): Scope[] =>
  scopes.filter((known) => scope.split(' ').includes(known));

/**
 * @param orgName of the person's organization
 * @param groupsClaim the name that the system expects for the list of groups
 */
export function claimsOf(
  { userId, row, person }: Account & { person: PersonRow },
  orgName: string,
  groupsClaim: string,
  scope: string,
): Record<string, unknown> {
  const { firstName, lastName, email, language, externalId } = person;
  const { role, organizationId: org } = row;
  const all = {
    sub: userId,
    name: fullName(person),
    given_name: firstName,
    family_name: lastName,
    locale: language,
    updated_at: secondsOf(row.changedAt),
    email,
    // Proven by the link sent to it before the account can be used, or in the former system.
    email_verified: true,
    role,
    org,
    org_name: orgName,
    memberships: [{ org, org_name: orgName, role }],
    groups: [role],
    // Absent unless the person moved in from another system.
    external_id: externalId,
  };
  const names = scopesIn(scope).flatMap((each): readonly (keyof typeof all)[] => scopeClaims[each]);
  return Object.fromEntries(
    names.map((name) => [name === 'groups' ? groupsClaim : name, all[name]]),
  );
}
