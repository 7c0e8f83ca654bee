/** What must hold at any time, counted: how often it was looked at, and how often it was broken. */

export const invariants = {
  signIn: 'who is active signs in, who is past the date does not, whatever the timers did',
  notice: 'nobody lapses without a notice at least 7 days old and 6 months of inactivity',
  restore: 'who was put out is restored until day 30, and nobody after it',
  eraseEarly: 'nobody is erased before day 30',
  eraseLate: 'who was put out and not restored is erased by the run after day 30',
  twice: 'a run repeated at once does nothing',
  lastAdministrator: 'the last administrator stays, however long they sleep',
  logins: 'each person has one address, and each address one person',
  directory: 'lists show what the accounts say',
  schedule: 'everybody with a next date is filed on or before it',
  journal: 'no change is left half done',
  chain: "each person's events are numbered without a gap, and their keyed hashes fit",
  erased: 'of the erased no personal data is left',
} as const;

export type InvariantName = keyof typeof invariants;
export type Tally = Record<InvariantName, { checked: number; broken: string[] }>;

export function openTally(): Tally {
  const names = Object.keys(invariants) as InvariantName[];
  return Object.fromEntries(
    names.map((name) => [name, { checked: 0, broken: [] }]),
  ) as unknown as Tally;
}

/** @param detail ids and dates that tell which; kept only when it is broken */
export function check(tally: Tally, name: InvariantName, holds: boolean, detail: string): void {
  tally[name].checked++;
  if (!holds) tally[name].broken.push(detail);
}
