/** Whose approval an invitation also needs, from the weakest to the strongest. */
export const approvals = ['none', 'second_person', 'administration'] as const;
export type Approval = (typeof approvals)[number];
