/** What axe finds wrong on the page as it is now, and whether it fits into a narrow window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** The width that WCAG 2.1 names (1.4.10 Reflow), in CSS pixels. */
export const narrow = 320;

/** @returns one line a finding: rule, and the elements that it is about */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
  return page.evaluate(run) as Promise<string[]>;
}

/** @returns by how many pixels the page is wider than the narrow window */
export async function overflowOf(page: Page): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: narrow, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (before) await page.setViewportSize(before);
  return Math.max(0, width - narrow);
}
