/** An invitation is valid only while its inviter still has the right to send it. */
import type { Deps } from '../deps.ts';
import { ruleBroken } from '../policy/admission-rules.ts';
import { evaluateLifecycle, type Lifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { type Account, loadAccount, loadReadable } from '../store/accounts.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations, loadOrganization, type Organization } from '../store/organizations.ts';
import { rulesOf } from './admission.ts';
import { type Actor, mayStillAct } from './may-still-act.ts';

type JudgeDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;
type JudgedPerson = ListedPerson & { inviterLost?: true };
type Invitation = { invitedBy: string; role: Role; organizationId: string; email: string };

const atOnceMax = 8;

/** The service itself, as the inviter of the first administrator. */
const service = 'service';

/**
 * One storage request, and one more for the inviter.
 * @param organization when the caller has already read it
 */
export async function invitationStands(
  deps: JudgeDeps,
  { row, person }: Pick<Account, 'row' | 'person'>,
  now: string,
  organization?: Organization,
): Promise<boolean> {
  try {
    const [there, inviter] = await Promise.all([
      organization ?? loadOrganization(deps.store, row.organizationId),
      row.invitedBy === service ? undefined : loadAccount(deps.store, row.invitedBy),
    ]);
    const invitation = { ...row, email: person?.email ?? '' };
    return there !== undefined && mayInvite(deps, invitation, inviter?.row, there, now);
  } catch (error) {
    // Rules that only a newer release can read void nothing; activation reads the rules itself.
    if (error instanceof UnreadableRow && !organization) return true;
    throw error;
  }
}

/** @throws Refusal link_invalid that states the reason */
export async function assertInvitationStands(
  ...asked: Parameters<typeof invitationStands>
): Promise<void> {
  const link = { purpose: 'invitation', state: 'inviter_lost' } as const;
  if (!(await invitationStands(...asked))) throw new Refusal('link_invalid', { link });
}

/** @returns the account, marked if it is a void open invitation; the mark is never stored */
export async function judged<A extends Pick<Account, 'row' | 'person'>>(
  deps: JudgeDeps,
  account: A,
  now: string,
): Promise<A & { row: { inviterLost?: true } }> {
  const open = evaluateLifecycle(account.row, deps.policy, now).status === 'invited';
  if (!open || (await invitationStands(deps, account, now))) return account;
  return { ...account, row: { ...account.row, inviterLost: true } };
}

/** No storage request unless the account is an open invitation. */
export async function lifecycleOf(
  deps: JudgeDeps,
  account: Pick<Account, 'row' | 'person'>,
  now: string,
): Promise<Lifecycle> {
  return evaluateLifecycle((await judged(deps, account, now)).row, deps.policy, now);
}

/**
 * @param isAll whether these are all people, so that an inviter who is not among them is gone
 * @returns the people, with void open invitations marked. No storage request when no invitation is
 *   open; otherwise one, plus one for each inviter who is not among the people.
 */
export async function judgedPeople(
  deps: JudgeDeps,
  people: readonly ListedPerson[],
  now: string,
  isAll = false,
): Promise<JudgedPerson[]> {
  const isOpen = (person: ListedPerson) =>
    evaluateLifecycle(person, deps.policy, now).status === 'invited';
  const open = people.filter(isOpen);
  if (open.length === 0) return [...people];
  const invitedBy = await invitersOf(deps, open);
  const known = new Map<string, Actor>(people.map((person) => [person.userId, person]));
  const others = [...new Set(invitedBy.values())].filter((id) => id !== service && !known.has(id));
  await inParallel(isAll ? [] : others, atOnceMax, async (id) => {
    const inviter = await loadReadable(deps.store, id);
    if (inviter) known.set(id, inviter.row);
  });
  const all = await listOrganizations(deps.store);
  const organizations = new Map(all.map((each) => [each.organizationId, each]));
  const stands = (person: ListedPerson) => {
    const organization = organizations.get(person.organizationId);
    const by = invitedBy.get(person.userId);
    // An invitation that only a newer release can read is not reported as void.
    if (!organization || !by) return true;
    return mayInvite(deps, { ...person, invitedBy: by }, known.get(by), organization, now);
  };
  return people.map((person) =>
    isOpen(person) && !stands(person) ? { ...person, inviterLost: true } : person,
  );
}

/** The organization's open invitations that are void. */
export async function voidInvitations(deps: JudgeDeps, organizationId: string, now: string) {
  const people: ListedPerson[] = [];
  for await (const person of readPeople(deps.store, { organizationId })) people.push(person);
  return (await judgedPeople(deps, people, now)).filter(({ inviterLost }) => inviterLost);
}

/** Inviters by invitee; rows that the release before listed without one are looked up. */
async function invitersOf(deps: JudgeDeps, open: readonly ListedPerson[]) {
  const found = new Map<string, string>();
  await inParallel(open, atOnceMax, async ({ userId, invitedBy }) => {
    const by = invitedBy ?? (await loadReadable(deps.store, userId))?.row.invitedBy;
    if (by) found.set(userId, by);
  });
  return found;
}

function mayInvite(
  deps: Pick<Deps, 'policy' | 'settings'>,
  { invitedBy, role, organizationId, email }: Invitation,
  inviter: Actor | undefined,
  organization: Organization,
  now: string,
): boolean {
  if (organization.row.closedAt) return false;
  if (invitedBy === service) return true;
  if (!inviter || !mayStillAct(deps, inviter, 'people.invite', organizationId, now)) return false;
  const given = { actorRole: inviter.role, role, email };
  return ruleBroken(rulesOf(deps, organization), given) === undefined;
}
