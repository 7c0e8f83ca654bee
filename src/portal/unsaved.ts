/**
 * What was typed into a page's forms when the session ended, until the same person is back: in
 * memory only, and never a password.
 */

type Entries = readonly (readonly [name: string, value: string])[];

let owner: string | undefined;
const kept = new Map<string, Entries>();

/** From now on, forms that disappear are kept for this person. */
export function keepForms(userId: string | undefined): void {
  owner = userId;
}

/** Somebody is signed in: only the same person gets the forms back. */
export function returnForms(userId: string | undefined): void {
  if (owner !== userId) kept.clear();
  owner = undefined;
}

export function dropForms(): void {
  owner = undefined;
  kept.clear();
}

/** @param key names the form and its page */
export function keepForm(key: string, form: HTMLFormElement): void {
  if (owner === undefined) return;
  const isSecret = (name: string) =>
    form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest('.password') !== null;
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !isSecret(name) ? [[name, value] as const] : [],
  );
  if (entries.length > 0) kept.set(key, entries);
}

/** @returns whether something was typed into the form before the session ended */
export const isKept = (key: string): boolean => owner === undefined && kept.has(key);

/** @returns what the form held, once */
export function takeForm(key: string): Entries {
  // The sign-in is shown at the same address.
  if (owner !== undefined) return [];
  const entries = kept.get(key) ?? [];
  kept.delete(key);
  return entries;
}

/** @returns what cannot be filled in yet, such as a choice whose options are still loading */
export function fillForm(form: HTMLFormElement, entries: Entries): Entries {
  const checks = new Set(entries.map(([name, value]) => `${name} ${value}`));
  for (const box of form.querySelectorAll<HTMLInputElement>('[type=checkbox], [type=radio]'))
    box.checked = checks.has(`${box.name} ${box.value}`);
  return entries.filter(([name, value]) => {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || !field || !('value' in field)) return false;
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return false;
    field.value = value;
    return field.value !== value;
  });
}
