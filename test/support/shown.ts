/** Assertions about a page that wait for what they assert: browsers render and focus in their time. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Longer than anything takes, on a busy machine too. */
const waitMs = 20_000;

/** @param selector of the element that gets the focus */
export async function hasFocus(page: Page, selector: string): Promise<void> {
  const focused = () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  await expect.poll(focused, { timeout: waitMs, message: `the focus of ${selector}` }).toBe(true);
}

/** The element comes with this text in it. */
export async function hasText(element: Locator, text: string): Promise<void> {
  await expect.poll(() => element.innerText(), { timeout: waitMs }).toContain(text);
}

/** The attribute gets this value. */
export async function hasAttribute(element: Locator, name: string, value: string): Promise<void> {
  await expect.poll(() => element.getAttribute(name), { timeout: waitMs }).toBe(value);
}

/** So many elements are left or have come. */
export async function hasCount(elements: Locator, count: number): Promise<void> {
  await expect.poll(() => elements.count(), { timeout: waitMs }).toBe(count);
}

/** The field gets this value. */
export async function hasValue(field: Locator, value: string): Promise<void> {
  await expect.poll(() => field.inputValue(), { timeout: waitMs }).toBe(value);
}

/** The text gets into the title of the page. */
export async function hasTitle(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.title(), { timeout: waitMs }).toContain(text);
}

/** The text is gone from all of the page, what cannot be seen too. */
export async function hasNowhere(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.content(), { timeout: waitMs }).not.toContain(text);
}
