/** The words of reviews: periods, answers, states, outcomes and steps. */

/** Months between two reviews of an organization. */
export const reviewPeriods = [6, 12] as const;

/** Answers about a person, from the mildest to the strictest. */
export const reviewAnswers = ['here', 'role', 'moved', 'left'] as const;
export type ReviewAnswer = (typeof reviewAnswers)[number];

/**
 * What a review knows of a person: `missing` was notified without an answer, `kept` kept the account
 * by the link of the notice, and `gone` was deactivated, moved or erased without an answer.
 */
export const reviewStates = ['open', ...reviewAnswers, 'missing', 'kept', 'gone'] as const;
export type PersonState = (typeof reviewStates)[number];

/** `silent`: nobody of the organization answered, so nobody lapses. */
export const reviewOutcomes = ['complete', 'unconfirmed', 'silent'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export const reviewSteps = ['ask', 'remind', 'escalate', 'close'] as const;
export type ReviewStep = (typeof reviewSteps)[number];
