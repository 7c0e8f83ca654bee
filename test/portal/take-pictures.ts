/**
 * `npm run pictures` takes pictures of every page, in each language on a desktop and a phone, and
 * those of the guide, into an ignored folder; with `-- --update` it replaces the guide's alone.
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
const files = ['pictures', ...(values.update ? [] : ['every-page'])];
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', ...files.map((name) => join(import.meta.dirname, `${name}.test.ts`))],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PICTURES: folder,
      ...(!values.update && { EVERY_PAGE: join(folder, 'every-page'), TEST_LONG: '1' }),
    },
  },
);
process.stdout.write(`pictures in ${folder}\n`);
process.exitCode = status ?? 1;
