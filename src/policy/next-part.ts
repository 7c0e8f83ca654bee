/** How service and client transfer a text in parts. */

/** The header with the `cursor` of the next part; absent from the last part. */
export const nextPartHeader = 'x-next-cursor';
