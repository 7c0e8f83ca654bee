/**
 * No change breaks a rule that spans several people, even when changes are concurrent:
 * - at least one administrator on whom the service can rely remains;
 * - nobody joins an organization that is closed, closing or at its limit of people.
 * Every change of an account is checked here, whatever operation it belongs to.
 */
import type { LifecyclePolicy } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { isLastingAdministrator, takesPlace } from '../policy/shared-rules.ts';
import { loadReadable } from './accounts.ts';
import type { Deps } from './deps.ts';
import { hasPeople, readPeople } from './directory.ts';
import { type Claim, claim } from './guards.ts';
import { allEnded } from './in-parallel.ts';
import { openRoundsOf } from './rounds.ts';
import { organizationKey } from './row-keys.ts';
import type { AccountRow } from './rows/account.ts';
import { type OrganizationRow, organizationRow } from './rows/organization.ts';
import { getRow } from './tables.ts';

type RuleDeps = Pick<Deps, 'store' | 'policy'>;

type Coming = { userId: string; organizationId: string; takes: boolean };
type Acting = { actorId: string; now: string };

export type Guard = {
  name: string;
  /** @throws Refusal if the change, together with the earlier claims, would break the rule */
  check(deps: RuleDeps, earlier: readonly Claim[]): Promise<void>;
};

const administrators = 'administrators';

/** @returns the guards that the change must pass; most changes have none */
export function guardsOf(
  policy: LifecyclePolicy,
  acting: Acting,
  change: { userId: string; before: { row: AccountRow } | undefined; after: { row: AccountRow } },
): Guard[] {
  const [before, after] = [change.before?.row, change.after.row];
  const { now } = acting;
  const counted = (row: AccountRow) => isLastingAdministrator(row, policy, now);
  const leaves = before !== undefined && counted(before) && !counted(after);
  const arrives = before?.organizationId !== after.organizationId;
  const takes =
    takesPlace(after, policy, now) && (arrives || !before || !takesPlace(before, policy, now));
  const { userId } = change;
  const { organizationId } = after;
  const coming = { userId, organizationId, takes };
  return [
    ...(leaves ? [{ name: administrators, check: oneStays(userId, now) }] : []),
    ...(arrives || takes ? [{ name: organizationId, check: mayCome(coming, acting) }] : []),
  ];
}

/**
 * One storage request for each guard, all at once.
 * @returns what checks the rules once the claims stand; it throws the Refusal of a rule
 * @throws Refusal request_in_progress
 */
export async function claimAll(
  deps: RuleDeps,
  guards: readonly Guard[],
  own: Claim,
): Promise<{ check(): Promise<void> }> {
  const claimed = await allEnded(
    guards.map(async (guard) => ({ guard, earlier: await claim(deps, guard.name, own) })),
  );
  return {
    async check() {
      await allEnded(claimed.map(({ guard, earlier }) => guard.check(deps, earlier)));
    },
  };
}

/** Lists lag behind, so each administrator found there is read. */
function oneStays(userId: string, now: string): Guard['check'] {
  return async ({ store, policy }, earlier) => {
    const leaving = [userId, ...earlier.map(({ subjectId }) => subjectId)];
    for await (const person of readPeople(store, { role: 'admin' })) {
      if (leaving.includes(person.userId)) continue;
      const account = await loadReadable(store, person.userId);
      if (account && isLastingAdministrator(account.row, policy, now)) return;
    }
    throw new Refusal('last_administrator');
  };
}

/** If the service has no administrator left, the limit does not keep one out. */
function mayCome(
  { userId, organizationId, takes }: Coming,
  { actorId, now }: Acting,
): Guard['check'] {
  return async ({ store, policy }, earlier) => {
    if (earlier.some(({ subjectKind }) => subjectKind === 'organization'))
      throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
    const organization = await readRules(store, organizationId);
    if (organization?.closedAt) throw new Refusal('organization_closed');
    const peopleMax = organization?.process?.peopleMax;
    if (!takes || !peopleMax || actorId === 'service') return;
    const others = new Set(earlier.map(({ subjectId }) => subjectId));
    for await (const person of readPeople(store, { organizationId }))
      if (takesPlace(person, policy, now)) others.add(person.userId);
    others.delete(userId);
    if (others.size >= peopleMax) throw new Refusal('organization_full');
  };
}

type RulesAsked = { rules?: Pick<OrganizationRow, 'closedAt' | 'process'> | undefined };

/** Several who ask at once share a reading that began after each of their claims. */
async function readRules(store: RuleDeps['store'], organizationId: string) {
  const asked: RulesAsked = {};
  await askRules(store, organizationId, asked);
  return asked.rules;
}

const askRules = openRoundsOf<RuleDeps['store'], RulesAsked>(async (store, id, asked) => {
  const schema = organizationRow.pick({ closedAt: true, process: true });
  const rules = await getRow(await store.table('organizations'), schema, organizationKey(id));
  for (const each of asked) each.rules = rules;
});

/** An organization can close only while nobody belongs to it or is joining it. */
export function closingGuard(organizationId: string): Guard {
  return {
    name: organizationId,
    async check({ store }, earlier) {
      if (earlier.some(({ subjectKind }) => subjectKind === 'organization'))
        throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
      if (earlier.length > 0 || (await hasPeople(store, organizationId)))
        throw new Refusal('organization_not_empty');
    },
  };
}
