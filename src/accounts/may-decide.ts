/** Which proposals a person may approve or decline: as approving itself would answer. */
import type { Deps } from '../deps.ts';
import { isAdministration } from '../policy/admission-rules.ts';
import { limit } from '../policy/limits.ts';
import { outranks } from '../policy/roles.ts';
import { type Account, loadReadable } from '../store/accounts.ts';
import type { ListedPerson } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';
import { loadOrganization } from '../store/organizations.ts';
import { rulesOf } from './admission.ts';
import { areIndependent } from './independence.ts';

type Proposal = Pick<ListedPerson, 'userId' | 'invitedBy' | 'role'>;
export type MayDecide = { mayApprove: boolean; mayDecline: boolean };

const atOnceMax = 8;

/**
 * No storage request for the administration, nor without proposals; otherwise one, and for a rule
 * of two people one for each proposer and for each person between proposer and approver.
 * @param proposals undecided; until somebody decides, a proposal's inviter is its proposer
 * @returns by the proposed person's id
 */
export async function mayDecide(
  deps: Pick<Deps, 'store' | 'settings'>,
  proposals: readonly Proposal[],
  decider: Account,
): Promise<Map<string, MayDecide>> {
  const { userId, row } = decider;
  const mayDecline = ({ invitedBy, role }: Proposal) =>
    invitedBy !== userId && outranks(row.role, role);
  const approvable = await proposersApproved(deps, proposals.filter(mayDecline), decider);
  return new Map(
    proposals.map((each) => {
      const declines = mayDecline(each);
      const approves = declines && (!approvable || approvable.has(each.invitedBy ?? ''));
      return [each.userId, { mayApprove: approves, mayDecline: declines }];
    }),
  );
}

/** @returns the proposers whose proposals the decider may approve; undefined: everybody's */
async function proposersApproved(
  deps: Pick<Deps, 'store' | 'settings'>,
  proposals: readonly Proposal[],
  decider: Account,
): Promise<Set<string> | undefined> {
  if (proposals.length === 0 || isAdministration(decider.row.role)) return undefined;
  const organization = await loadOrganization(deps.store, decider.row.organizationId);
  const approval = organization && rulesOf(deps, organization).approval;
  if (approval === 'administration') return new Set();
  if (approval !== 'second_person') return undefined;
  const proposers = new Set(proposals.map(({ invitedBy }) => invitedBy ?? ''));
  const approved = new Set<string>();
  await inParallel([...proposers].slice(0, limit.pageRowsMax), atOnceMax, async (proposerId) => {
    const proposer = await loadReadable(deps.store, proposerId);
    if (proposer && (await areIndependent(deps, proposer, decider))) approved.add(proposerId);
  });
  return approved;
}
