/**
 * The number of this release's way of storing: raised by one whenever a release writes something that
 * the one before did not (a field, a row, a value, a message). Two neighbours can work on one storage
 * at the same time; a release that is further behind refuses to (store/release.ts).
 */
export const release = 3;
