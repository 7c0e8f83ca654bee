/** Activates an invited account with the invitee's password, once, while the invitation stands. */
import { acknowledged, active, requirePerson, revised } from '../accounts/account.ts';
import { assertInvitationStands } from '../accounts/invitation-stands.ts';
import { openLink } from '../accounts/link.ts';
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account, Session } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { loadOrganization } from '../store/organizations.ts';
import { assertGoodPassword, hashPassword } from './password.ts';
import { newSession, signInMethods } from './session.ts';

type Request = { token: string; password: string; language: Language; source: string };

/**
 * @returns the active account, signed in
 * @throws Refusal link_invalid, weak_password, organization_closed, busy
 */
export async function activate(
  deps: Deps,
  { token, password, language, source }: Request,
  now: string,
): Promise<{ account: Account; session: Session }> {
  const { account: invited, link } = await openLink(deps, token, ['invitation'], now);
  const organization = await loadOrganization(deps.store, invited.row.organizationId);
  if (!organization || organization.row.closedAt) throw new Refusal('organization_closed');
  await assertInvitationStands(deps, invited, now, organization);
  await assertGoodPassword(password, requirePerson(invited).person, 'body.password');
  const who = { account: invited.userId, source };
  const passwordHash = await hashPassword(deps, password, who, now);
  const session = newSession(now, signInMethods.password);
  const { current: version } = await deps.privacyVersions.load(now);
  const account = await changeAccount(
    deps,
    invited,
    { actorId: invited.userId, now },
    (current) => {
      // Checked again as it takes effect: a link used, revoked or replaced meanwhile is invalid.
      const { row, person, links } = orInvalid(current);
      if (!links.some((kept) => kept.id === link.id) || row.activatedAt)
        throw new Refusal('link_invalid');
      return {
        kind: 'activated',
        data: { language, link: link.id },
        row: revised(active(row, now), {
          activatedAt: now,
          invitationExpiresAt: undefined,
          passwordHash,
          ...acknowledged(version, language, now),
        }),
        person: { ...person, language },
        sessions: [session],
        links: [],
        effects: { project: true },
      };
    },
  );
  return { account, session };
}

function orInvalid(account: Account | undefined) {
  if (!account?.person) throw new Refusal('link_invalid');
  return requirePerson(account);
}
