/** Preloaded into the processes of tests: some import parts of pages, whose JSX Node cannot read. */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as esbuild from 'esbuild';

const require = createRequire(import.meta.url);

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    // Only when a page is imported, which few processes do.
    const { transformSync } = require('esbuild') as typeof esbuild;
    const { code } = transformSync(text, {
      loader: 'tsx',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
