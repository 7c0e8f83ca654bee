/** Promise: no portal test asserts a page's content without waiting for it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const files = globSync('test/**/portal/**/*.test.ts', { cwd: root });

/** Playwright methods that read a page's current state. */
const reads =
  /expect\(\s*\(?await [^;]*?\.(evaluate|count|content|title|innerText|allInnerTexts|textContent|allTextContents|getAttribute|inputValue|isVisible|isHidden|isEnabled|isDisabled|isChecked)\(/g;

/** Without a time limit of its own, `poll` gives up after a second. */
const impatient = /expect\s*\.poll\((?![^;]*timeout)[^;]*;/g;

test('assertions about a page use test/support/shown.ts, which waits', () => {
  expect(files.length).toBeGreaterThan(5);
  const found = files.flatMap((file) =>
    [reads, impatient].flatMap((pattern) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(
        ([text]) => `${file}: ${text.replaceAll(/\s+/g, ' ')}`,
      ),
    ),
  );
  expect(found).toEqual([]);
});
