/**
 * One Azurite in memory and one build for all tests; each test file takes a storage account of its
 * own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildBundle } from '../src/build/bundle.ts';
import { startAzurite } from '../src/local/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    storageUrls: { table: string; queue: string; blob: string };
    claims: string;
    /** What ships, as it was built for this run. */
    built: Awaited<ReturnType<typeof buildBundle>>;
  }
}

/** As many as test files and second services ever need. */
export const accounts = 512;

export default async function setup(project: TestProject) {
  const built = await buildBundle();
  const azurite = await startAzurite({ accounts });
  const claims = await mkdtemp(join(tmpdir(), 'claims-'));
  project.provide('storageUrls', azurite.urls);
  project.provide('claims', claims);
  project.provide('built', built);
  return async () => {
    await azurite.stop();
    await rm(claims, { recursive: true, force: true });
  };
}
