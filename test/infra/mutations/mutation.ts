/** A deliberate change of one file of infra/ that a check must notice. */

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
