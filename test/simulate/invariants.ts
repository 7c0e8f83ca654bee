/** Invariants, with the number of times that each was checked and violated. */

export const invariants = {
  signIn: 'active people can sign in, and people past their date cannot, whatever the timers did',
  notice:
    'nobody is deactivated without 6 months of inactivity, or 30 days without a confirmation, and a notice at least 7 days old',
  restore: 'deactivated people can be restored until day 30 and not later',
  eraseEarly: 'nobody is erased before day 30',
  eraseLate: 'deactivated people who are not restored are erased by the run after day 30',
  twice: 'an immediately repeated run does nothing',
  frozen: 'a review asks about those who were there when it began, and its counts add up',
  answers: 'reviewers can answer about everybody who is open',
  stricter: 'of two different answers at once, the stricter stands',
  confirmed: 'nobody lapses by a review who was confirmed',
  promised: 'whoever was not confirmed lapses on the date that the first notice names',
  silent: 'a silent organization goes to the administration, and nobody of it lapses',
  lastAdministrator: 'the last administrator stays active however long they are inactive',
  logins: 'each person has one address, and each address one person',
  directory: 'lists match the accounts',
  schedule: 'everyone with a next date is scheduled on or before it',
  journal: 'no change is left half done',
  chain: "each person's events are numbered without a gap, and their keyed hashes fit",
  erased: 'no personal data of erased people is left',
} as const;

export type InvariantName = keyof typeof invariants;
export type Tally = Record<InvariantName, { checked: number; broken: string[] }>;

export function openTally(): Tally {
  const names = Object.keys(invariants) as InvariantName[];
  return Object.fromEntries(
    names.map((name) => [name, { checked: 0, broken: [] }]),
  ) as unknown as Tally;
}

/** @param detail ids and dates that identify the case; recorded only for violations */
export function check(tally: Tally, name: InvariantName, holds: boolean, detail: string): void {
  tally[name].checked++;
  if (!holds) tally[name].broken.push(detail);
}
