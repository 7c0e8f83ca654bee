/** The requests a person can make about their data: GDPR, articles 15, 16, 17, 18 and 21. */

export const dataRequestKinds = ['access', 'correct', 'erase', 'restrict', 'object'] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];
