/** The outcome of each line of an import, and the outcome that a check predicts. */

/** Such a line invites nobody; a check and an import report it alike. */
const notInvited = ['already_here', 'invalid', 'not_allowed'] as const;

export const checkOutcomes = ['ok', ...notInvited] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** Stored with the line. */
export const importOutcomes = ['invited', 'proposed', ...notInvited] as const;

/** What an import shows for a line: one without an outcome is still waiting. */
export const shownOutcomes = ['waiting', ...importOutcomes] as const;
export type ShownOutcome = (typeof shownOutcomes)[number];
