/** A number always agrees with its noun: singular for one, plural for every other number. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
