/** Promise: no test of the portal asserts what a page shows without waiting for it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const files = globSync('test/**/portal/**/*.test.ts', { cwd: root });

/** What Playwright reads from a page as it is at that moment. */
const reads =
  /expect\(\s*\(?await [^;]*?\.(evaluate|count|content|title|innerText|allInnerTexts|textContent|allTextContents|getAttribute|inputValue|isVisible|isHidden|isEnabled|isDisabled|isChecked)\(/g;

test('assertions about a page are those of test/support/shown.ts, which wait', () => {
  expect(files.length).toBeGreaterThan(5);
  const found = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(reads)].map(
      ([text]) => `${file}: ${text.replaceAll(/\s+/g, ' ')}`,
    ),
  );
  expect(found).toEqual([]);
});
