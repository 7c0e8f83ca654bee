/**
 * The version of this release's storage format: raised by one whenever a release writes something
 * new (a field, a row, a value, a message). Two neighbouring releases can share one storage; one
 * that is further behind refuses to run (store/release.ts).
 */
export const release = 3;
