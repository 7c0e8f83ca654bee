/** A deliberate change of one file of infra/ that a check must notice. */
import { lockedIn } from '../checks/storage.ts';
import type { Environment } from '../snapshot.ts';

/** Instead of a check: the compiler does not evaluate the change at all. */
export const compiler = 'the compiler';

/** `check`, or `check @ resource` if several changes of one batch fail the same check. */
export type Fails = string;

export type Mutation = { file: string; from: string; to: string; fails: Fails };

/** `[from, to, fails]` for each change of a file. */
export type Changes = readonly (readonly [from: string, to: string, fails: Fails])[];

/** @returns the changes of a file as mutations */
export function changesOf(file: string, changes: Changes): Mutation[] {
  return changes.map(([from, to, fails]) => ({ file, from, to, fails }));
}

/**
 * @param value as Bicep writes it
 * @returns a change of a parameter file to this value, whatever the file says before
 */
export const given = (parameter: string, value: string) =>
  [`param ${parameter} = `, `param ${parameter} = ${value} // `] as const;

/** @returns the change that claims locked policies, where they are not locked */
export const locked = (environment: Environment): Changes =>
  lockedIn.includes(environment)
    ? []
    : [
        [
          ...given('policiesLocked', 'true'),
          'audit roots cannot be changed for as long as they are needed',
        ],
      ];
