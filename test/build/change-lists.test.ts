/** Promise: "To change X, open Y" in src/README.md counts right and names files that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mailTemplates } from '../../src/policy/mail-templates.ts';

const guide = readFileSync('src/README.md', 'utf8');
const [, table = ''] = guide.split('## To change X, open Y');
const rows = [...table.matchAll(/^\| (?!to add|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, what = '', count = '', open = '']) => ({ what, count, open }),
);
const counted = rows.filter(({ count }) => /^\d+$/.test(count));

test.each(counted)('$what: the number is that of the files', ({ count, open }) => {
  const paths = open.match(/`[^`]+`/g)?.length ?? 0;
  const commands = open.match(/\brun `[^`]+`/g)?.length ?? 0;
  expect(paths - commands).toBe(Number(count));
});

test('every path in the table exists', () => {
  const paths = [...table.matchAll(/`([a-z-]+\/[^`* ]*)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(30);
  const rooted = (path: string) => (/^(test|infra)\//.test(path) ? path : `src/${path}`);
  expect(paths.map(rooted).filter((path) => !existsSync(path))).toEqual([]);
});

test('each e-mail has its file', () => {
  const files = mailTemplates.map((name) => `src/mail/templates/${name.replaceAll('_', '-')}.ts`);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
