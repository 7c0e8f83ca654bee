/** Says of each line of a file what would become of it, and changes nothing. */

import { openOrganization, placesLeft } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { ruleBroken } from '../policy/admission-rules.ts';
import type { CheckOutcome } from '../policy/import-outcomes.ts';
import type { Role } from '../policy/roles.ts';
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

type Ask = { organizationId: string; actorRole: Role; csv: string };

const atOnceMax = 16;

/**
 * One storage request a line, and those of the rules.
 * @throws Refusal not_found, organization_closed, invalid_input
 */
export async function checkLines(
  deps: Deps,
  ask: Ask,
  now: string,
): Promise<{ lines: CheckedLine[]; ignored: string[] }> {
  const { organizationId, actorRole, csv } = ask;
  const { rules } = await openOrganization(deps, organizationId);
  const keys = await deps.keyring.load(now);
  const file = readFile(csv);
  const checked: CheckedLine[] = [];
  await inParallel(file.lines, atOnceMax, async (read: FileLine) => {
    const about = { line: read.line, name: read.name };
    if ('faults' in read) {
      checked.push({ ...about, outcome: 'invalid', why: read.faults.join(', ') });
      return;
    }
    const { person } = read;
    const why = ruleBroken(rules, { actorRole, role: person.role, email: person.email });
    const taken = await findLogin(deps.store, keys.emailHash(person.email));
    if (taken) checked.push({ ...about, outcome: 'already_here' });
    else if (why) checked.push({ ...about, outcome: 'not_allowed', why });
    else checked.push({ ...about, outcome: 'ok', person });
  });
  checked.sort((a, b) => a.line - b.line);
  let left = await placesLeft(deps, organizationId, rules, now);
  const lines = checked.map((each): CheckedLine => {
    if (each.outcome !== 'ok' || left-- > 0) return each;
    const { line, name } = each;
    return { line, name, outcome: 'not_allowed', why: 'organization_full' };
  });
  return { lines, ignored: file.ignored };
}
