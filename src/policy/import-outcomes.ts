/** What becomes of a line of an import, and what a check says would become of it. */

/** Nobody is invited with such a line; a check and an import say the same of it. */
const notInvited = ['already_here', 'invalid', 'not_allowed'] as const;

export const checkOutcomes = ['ok', ...notInvited] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** Kept with the line. */
export const importOutcomes = ['invited', 'proposed', ...notInvited] as const;

/** What an import shows of a line: one without an outcome yet waits. */
export const shownOutcomes = ['waiting', ...importOutcomes] as const;
export type ShownOutcome = (typeof shownOutcomes)[number];
