/** Checks the current page with axe, and whether it fits a narrow window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** Nothing is preloaded: that serves rules about media, which the pages' policy does not let play. */
const violationsOnly = { resultTypes: ['violations'], selectors: false, preload: false };

/** Width in CSS pixels (WCAG 2.1, 1.4.10 Reflow). */
export const narrow = 320;

/** A narrow window, a phone, a desktop at 200 %, a tablet and a desktop. */
const widths = [narrow, 390, 640, 768, 1280];

/** @returns one line for each violation: the rule and the elements */
export const faultsOf = (page: Page): Promise<string[]> => violations(page, tags);

/** For a page in other colours, where nothing else differs. @returns as `faultsOf` */
export const colourFaultsOf = (page: Page): Promise<string[]> =>
  violations(page, ['color-contrast']);

async function violations(page: Page, only: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(source);
  const run = `axe.run(document, ${JSON.stringify({ ...violationsOnly, runOnly: only })}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
  return page.evaluate(run) as Promise<string[]>;
}

/** @returns the number of pixels by which the page exceeds the narrow window */
export async function overflowOf(page: Page): Promise<number> {
  const before = page.viewportSize();
  const excess = await excessAt(page, narrow);
  if (before) await page.setViewportSize(before);
  return excess;
}

/** @returns the widths that the page exceeds, and by how many pixels */
export async function overflowsOf(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of widths) {
    const excess = await excessAt(page, width);
    if (excess > 0) found.push(`${width} + ${excess}`);
  }
  if (before) await page.setViewportSize(before);
  return found;
}

async function excessAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  return Math.max(0, (await page.evaluate(() => document.documentElement.scrollWidth)) - width);
}
