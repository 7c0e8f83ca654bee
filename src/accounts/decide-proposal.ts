/** A proposed invitation is approved or declined, once, by another person than the proposer. */
import type { Deps } from '../deps.ts';
import { isAdministration, ruleBroken } from '../policy/admission-rules.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import { assertOutranks, assertRevision, mailTo, requirePerson, revised } from './account.ts';
import { openOrganization } from './admission.ts';
import { areIndependent } from './independence.ts';
import { openInvitation } from './invite.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number };
type Proposed = ReturnType<typeof requirePerson>;

/**
 * The approver's word stands behind the invitation from now on; the proposer is told.
 * @throws Refusal not_proposed, own_proposal, only_administration, changed_meanwhile, what the
 *   organization's rules refuse, and not_proposed where the proposer has lost the right
 */
export async function approve(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch } = request;
  const keys = await deps.keyring.load(now);
  const { row: proposed, person } = requirePerson(loaded);
  const { rules } = await openOrganization(deps, proposed.organizationId);
  const given = { actorRole, role: proposed.role, email: person.email };
  const broken = ruleBroken(rules, given);
  if (broken) throw new Refusal(broken);
  const consent = rules.approval !== 'administration' || isAdministration(actorRole);
  if (!consent) throw new Refusal('only_administration');
  const proposer = await proposerOf(deps, loaded, now);
  if (rules.approval === 'second_person' && !isAdministration(actorRole))
    await assertSecondPerson(deps, proposer, actorId);
  return decided(deps, loaded, actorId, now, ({ row, userId }) => {
    assertUndecided(deps, row, request, now);
    assertRevision(row, ifMatch);
    const opened = openInvitation(keys, rules, userId, now);
    const mails = [...opened.mails, ...told(row.proposedBy, 'invitation_approved')];
    const dates = { approvalAskedAt: undefined, invitedAt: now, invitedBy: actorId };
    return {
      kind: 'invitation_approved',
      data: { proposedBy: row.proposedBy },
      row: revised(row, { ...opened.row, ...dates }),
      links: opened.links,
      effects: { project: true, mails },
    };
  });
}

/**
 * The address is free at once; the names go a day later, when the proposer has been told.
 * @throws Refusal not_proposed, own_proposal, changed_meanwhile
 */
export async function decline(
  deps: Deps,
  request: Request & { reason: string | undefined },
  now: string,
): Promise<Account> {
  const { loaded, actorId, ifMatch, reason } = request;
  const keys = await deps.keyring.load(now);
  return decided(deps, loaded, actorId, now, (account) => {
    assertUndecided(deps, account.row, request, now);
    assertRevision(account.row, ifMatch);
    return declined(keys.emailHash(account.person.email), account, reason, now);
  });
}

/** Nobody decided in time. @throws Refusal not_proposed when somebody did meanwhile */
export async function declineDue(deps: Deps, loaded: Account, now: string): Promise<Account> {
  const keys = await deps.keyring.load(now);
  return decided(deps, loaded, 'service', now, (account) => {
    const { next } = evaluateLifecycle(account.row, deps.policy, now);
    if (next?.step !== 'decline' || next.at > now) throw new Refusal('not_proposed');
    return declined(keys.emailHash(account.person.email), account, undefined, now);
  });
}

function declined(
  emailHash: string,
  { row }: Proposed,
  declineReason: string | undefined,
  now: string,
): Decision {
  const mails = told(row.proposedBy, 'invitation_declined');
  return {
    kind: 'invitation_declined',
    row: revised(row, { declinedAt: now, declineReason }),
    effects: { project: true, loginRemoved: emailHash, mails },
  };
}

const told = (proposer: string | undefined, template: MailTemplate) =>
  proposer ? [mailTo(proposer, template)] : [];

function decided(
  deps: Deps,
  loaded: Account,
  actorId: string,
  now: string,
  decide: (account: Proposed) => Decision,
): Promise<Account> {
  const change = (account: Account | undefined) => decide(requirePerson(account));
  return changeAccount(deps, loaded, { actorId, now }, change);
}

function assertUndecided(
  deps: Deps,
  row: Account['row'],
  { actorId, actorRole }: Request,
  now: string,
): void {
  if (evaluateLifecycle(row, deps.policy, now).status !== 'proposed')
    throw new Refusal('not_proposed');
  if (row.proposedBy === actorId) throw new Refusal('own_proposal');
  assertOutranks(actorRole, row.role);
}

/**
 * A proposal by someone who has left or lost the right is void, as an invitation would be.
 * @returns the proposer
 */
async function proposerOf(deps: Deps, loaded: Account, now: string): Promise<Account> {
  const { proposedBy, organizationId } = loaded.row;
  const proposer = proposedBy ? await loadAccount(deps.store, proposedBy) : undefined;
  if (!proposer) throw new Refusal('not_proposed');
  const { role } = proposer.row;
  const may =
    evaluateLifecycle(proposer.row, deps.policy, now).status === 'active' &&
    proposer.row.organizationId === organizationId &&
    (scopeOf(role, 'people.invite') ?? scopeOf(role, 'people.propose'));
  if (!may) throw new Refusal('not_proposed');
  return proposer;
}

/** Somebody whom the proposer brought or promoted is no second person, nor the other way round. */
async function assertSecondPerson(deps: Deps, proposer: Account, actorId: string): Promise<void> {
  if (proposer.userId === actorId) throw new Refusal('own_proposal');
  const approver = requirePerson(await loadAccount(deps.store, actorId));
  if (!(await areIndependent(deps, proposer, approver))) throw new Refusal('only_administration');
}
