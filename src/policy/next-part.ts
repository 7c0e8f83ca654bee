/** Where service and client agree on a text that comes in parts. */

/** Holds the `cursor` to ask for the next part with; absent from the last part. */
export const nextPartHeader = 'x-next-cursor';
