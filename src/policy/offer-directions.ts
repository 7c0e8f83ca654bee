/** Whether people are offered to an organization or by it. */
export const offerDirections = ['incoming', 'outgoing'] as const;
export type OfferDirection = (typeof offerDirections)[number];
