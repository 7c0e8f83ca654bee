/** What a person can ask about their data: the rights of the GDPR, articles 15, 16, 17, 18, 21. */

export const dataRequestKinds = ['access', 'correct', 'erase', 'restrict', 'object'] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];
