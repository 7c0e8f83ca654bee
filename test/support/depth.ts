/**
 * The only place that decides how deep a test digs: `npm test` takes a fixed sample of what is
 * enumerated or repeated, `npm run test:long` all of it.
 */
const long = process.env['TEST_LONG'] !== undefined;

/** @returns the first value, or the second one in `npm run test:long` */
export const inDepth = <Usual, Long>(usual: Usual, whole: Long): Usual | Long =>
  long ? whole : usual;
