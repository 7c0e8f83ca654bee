/** Assertions about a page that wait until they hold, because browsers render asynchronously. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Longer than any step takes, even on a busy machine. */
const waitMs = 20_000;

/** @param read what the page shows @returns an assertion that waits until it holds */
export const shown = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: waitMs });

/** @param selector of the element that must get the focus */
export async function hasFocus(page: Page, selector: string): Promise<void> {
  const focused = () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  await expect.poll(focused, { timeout: waitMs, message: `the focus of ${selector}` }).toBe(true);
}

/** Waits until the element has this text. */
export async function hasText(element: Locator, text: string): Promise<void> {
  await expect.poll(() => element.innerText(), { timeout: waitMs }).toContain(text);
}

/** Waits until the attribute has this value. */
export async function hasAttribute(element: Locator, name: string, value: string): Promise<void> {
  await expect.poll(() => element.getAttribute(name), { timeout: waitMs }).toBe(value);
}

/** Waits until there are this many elements. */
export async function hasCount(elements: Locator, count: number): Promise<void> {
  await expect.poll(() => elements.count(), { timeout: waitMs }).toBe(count);
}

/** Waits until the field has this value. */
export async function hasValue(field: Locator, value: string): Promise<void> {
  await expect.poll(() => field.inputValue(), { timeout: waitMs }).toBe(value);
}

/** Waits until the page's title contains the text. */
export async function hasTitle(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.title(), { timeout: waitMs }).toContain(text);
}

/** Waits until the text is nowhere on the page, not even hidden. */
export async function hasNowhere(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.content(), { timeout: waitMs }).not.toContain(text);
}
