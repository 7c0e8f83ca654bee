/** Finds codes that a page shows instead of words, such as `primary_user` or `mailOutcomes`. */
import type { Page } from 'playwright-core';

const code =
  /(?<![\w.@/:-])([a-z]+(_[a-z]+)+|[a-z]+[A-Z]\w*|true|false|undefined|null|mail-\w+)(?![\w@/])/g;

/** Terms of OpenID Connect, which those who connect a system look up by these names. */
const protocol =
  /^(client_id|client_secret_basic|client_secret_post|private_key_jwt|code_challenge)$/;

/** @returns what looks like a code, outside of elements that are meant for technical names */
export async function rawCodesOf(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const main = document.querySelector('main')?.cloneNode(true);
    if (!(main instanceof Element)) return '';
    for (const technical of main.querySelectorAll('code, pre, svg')) technical.remove();
    // Cells must not run together.
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const parts: string[] = [];
    while (walker.nextNode()) parts.push(walker.currentNode.textContent ?? '');
    return parts.join(' \n ');
  });
  return [...new Set(text.match(code))].filter((found) => !protocol.test(found));
}
