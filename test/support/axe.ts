/** Checks the current page with axe, and whether it fits a narrow window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** Width in CSS pixels (WCAG 2.1, 1.4.10 Reflow). */
export const narrow = 320;

/** @returns one line for each violation: the rule and the elements */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
  return page.evaluate(run) as Promise<string[]>;
}

/** @returns the number of pixels by which the page exceeds the narrow window */
export async function overflowOf(page: Page): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: narrow, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (before) await page.setViewportSize(before);
  return Math.max(0, width - narrow);
}
