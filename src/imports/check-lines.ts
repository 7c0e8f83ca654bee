/** Says of each line of a file what would become of it, and changes nothing. */

import { openOrganization, placesLeft } from '../accounts/admission.ts';
import { assertMayBeTold, countTold, type Inviting } from '../accounts/taken-addresses.ts';
import type { Deps } from '../deps.ts';
import { isAdministration, ruleBroken } from '../policy/admission-rules.ts';
import type { CheckOutcome } from '../policy/import-outcomes.ts';
import { limit } from '../policy/limits.ts';
import { isListed } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';
import { findLogin } from '../store/logins.ts';
import { type FileLine, type ImportedPerson, readFile } from './read-file.ts';

export type CheckedLine = {
  line: number;
  /** As written in the file. */
  name: string;
  outcome: CheckOutcome;
  why?: string;
  /** Only where the outcome is `ok`. */
  person?: ImportedPerson;
};

type Ask = Inviting & { organizationId: string; csv: string };

/**
 * One storage request a line, two where the address is taken, and those of the rules.
 * @throws Refusal not_found, organization_closed, invalid_input, and daily_limit_reached where the
 *   person would be told of too many addresses
 */
export async function checkLines(
  deps: Deps,
  ask: Ask,
  now: string,
): Promise<{ lines: CheckedLine[]; ignored: string[] }> {
  const { organizationId, actorRole, csv } = ask;
  assertMayBeTold(ask, now);
  const { rules } = await openOrganization(deps, organizationId);
  const keys = await deps.keyring.load(now);
  const file = readFile(csv);
  const checked: CheckedLine[] = [];
  await inParallel(file.lines, limit.importChecksAtOnceMax, async (read: FileLine) => {
    const about = { line: read.line, name: read.name };
    if ('faults' in read) {
      checked.push({ ...about, outcome: 'invalid', why: read.faults.join(', ') });
      return;
    }
    const { person } = read;
    const why = ruleBroken(rules, { actorRole, role: person.role, email: person.email });
    const taken = await findLogin(deps.store, keys.emailHash(person.email));
    if (taken) checked.push({ ...about, ...(await outcomeOfTaken(deps, ask, taken)) });
    else if (why) checked.push({ ...about, outcome: 'not_allowed', why });
    else checked.push({ ...about, outcome: 'ok', person });
  });
  const addresses = checked.filter((each) => each.why === takenElsewhere.why).length;
  await countTold(deps, ask, { organizationId, addresses, by: 'import' }, now);
  checked.sort((a, b) => a.line - b.line);
  let left = await placesLeft(deps, organizationId, rules, now);
  const lines = checked.map((each): CheckedLine => {
    if (each.outcome !== 'ok' || left-- > 0) return each;
    const { line, name } = each;
    return { line, name, outcome: 'not_allowed', why: 'organization_full' };
  });
  return { lines, ignored: file.ignored };
}

const takenElsewhere = { outcome: 'not_allowed', why: 'address_taken' } as const;

/** Of other organizations' people only the administration is told more than that they can't be invited. */
export async function outcomeOfTaken(
  deps: Pick<Deps, 'store'>,
  { organizationId, actorRole }: Pick<Ask, 'organizationId' | 'actorRole'>,
  userId: string,
): Promise<{ outcome: 'already_here' } | typeof takenElsewhere> {
  const shown =
    isAdministration(actorRole) || (await isListed(deps.store, { organizationId, userId }));
  return shown ? { outcome: 'already_here' } : takenElsewhere;
}
