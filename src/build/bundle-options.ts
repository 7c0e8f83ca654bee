/** How everything that runs in Azure is compiled. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'error',
  metafile: true,
} as const;
