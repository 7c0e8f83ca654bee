/** A number always agrees with its noun. */

/** Finnish, Swedish and English have the same two forms, `one` and `other`, for whole numbers. */
const forms = new Intl.PluralRules('fi');

export function counted(count: number, one: string, many: string): string {
  return `${count} ${forms.select(count) === 'one' ? one : many}`;
}
