/** What becomes of the people of a lifecycle run that is undone. */

export const undoStates = ['running', 'done', 'stopped'] as const;

/** The rest are refused, each by the code of a rule. */
export const undoOutcomes = [
  'broughtBack',
  'alreadyRestored',
  'deactivatedAgain',
  'erased',
  'waiting',
] as const;
export type UndoOutcome = (typeof undoOutcomes)[number];
