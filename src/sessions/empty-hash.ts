/** A hash of nothing, so that unknown addresses take as long as known ones. */

/** @param cost of the hashes that it stands for */
export function emptyHash(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}
