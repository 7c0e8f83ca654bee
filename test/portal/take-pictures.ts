/**
 * `npm run pictures` takes pictures of the portal into an ignored folder;
 * `npm run pictures -- --update` replaces the committed ones, which the guide shows.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { update: { type: 'boolean', default: false } } });
const folder = values.update
  ? join(import.meta.dirname, 'pictures')
  : join(root, '.cache', 'pictures');

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const file = join(import.meta.dirname, 'pictures.test.ts');
const { status } = spawnSync(process.execPath, [vitest, 'run', file], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PICTURES: folder },
});
process.stdout.write(`pictures in ${folder}\n`);
process.exitCode = status ?? 1;
