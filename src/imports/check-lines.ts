/** Says of each line of a file what would become of it, and changes nothing. */

import { openOrganization, placesLeft } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import type { CheckOutcome } from '../policy/import-outcomes.ts';
import { limit } from '../policy/limits.ts';
import { ruleBroken } from '../policy/process.ts';
import type { Role } from '../policy/roles.ts';
import { inParallel } from '../store/in-parallel.ts';
import { findLogin } from '../store/logins.ts';
import { type ImportedPerson, readFile } from './read-file.ts';

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

/**
 * One storage request a line, many at once, and those of the rules.
 * @throws Refusal not_found, organization_closed, invalid_input
 */
export async function checkLines(
  deps: Deps,
  ask: Ask,
  now: string,
): Promise<{ lines: CheckedLine[]; ignored: string[] }> {
  const { lines: judged, ignored, process } = await judgeLines(deps, ask);
  const keys = await deps.keyring.load(now);
  const checked: CheckedLine[] = [];
  const [places] = await Promise.all([
    placesLeft(deps, ask.organizationId, process, now),
    inParallel(judged, limit.importChecksAtOnceMax, async (each) => {
      const { person, line, name } = each;
      const taken = person && (await findLogin(deps.store, keys.emailHash(person.email)));
      checked.push(taken ? { line, name, outcome: 'already_here' } : each);
    }),
  ]);
  checked.sort((a, b) => a.line - b.line);
  let left = places;
  const lines = checked.map((each): CheckedLine => {
    if (each.outcome !== 'ok' || left-- > 0) return each;
    const { line, name } = each;
    return { line, name, outcome: 'not_allowed', why: 'organization_full' };
  });
  return { lines, ignored };
}

/**
 * What the file itself and the organization's rules say: one storage request, however long it is.
 * @throws Refusal not_found, organization_closed, invalid_input
 */
export async function judgeLines(deps: Deps, { organizationId, actorRole, csv }: Ask) {
  const { process } = await openOrganization(deps, organizationId);
  const file = readFile(csv);
  const lines = file.lines.map((read): CheckedLine => {
    const about = { line: read.line, name: read.name };
    if ('faults' in read) return { ...about, outcome: 'invalid', why: read.faults.join(', ') };
    const { person } = read;
    const why = ruleBroken(process, { actorRole, role: person.role, email: person.email });
    return why ? { ...about, outcome: 'not_allowed', why } : { ...about, outcome: 'ok', person };
  });
  return { lines, ignored: file.ignored, process };
}
