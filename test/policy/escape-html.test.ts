/** Promise: HTML is escaped in one place, and people's text cannot break out of its markup. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { escapeHtml } from '../../src/policy/escape-html.ts';

const own = 'src/policy/escape-html.ts';

test.each([
  ['<b onclick="x">', '&lt;b onclick=&quot;x&quot;&gt;'],
  ["' onload='x", '&#39; onload=&#39;x'],
  ['&lt;', '&amp;lt;'],
  ['Åke & Söner', 'Åke &amp; Söner'],
])('%s is shown literally', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});

test('no other file escapes HTML characters', () => {
  const files = globSync(['src/**/*.{ts,tsx}', 'test/**/*.ts', 'infra/**/*.ts']);
  const escapes = /replace\w*\(.+,.*&(amp|lt|gt|quot|#)/;
  const found = files.filter((file) => escapes.test(readFileSync(file, 'utf8')));
  expect(files).toContain(own);
  expect(found.filter((file) => file !== own)).toEqual([]);
});
