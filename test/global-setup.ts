/** One Azurite in memory for all tests; each test file takes a storage account of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startAzurite } from '../src/local/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    storageUrls: { table: string; queue: string; blob: string };
    claims: string;
  }
}

/** As many as test files and second services ever need. */
export const accounts = 512;

export default async function setup(project: TestProject) {
  const azurite = await startAzurite({ accounts });
  const claims = await mkdtemp(join(tmpdir(), 'claims-'));
  project.provide('storageUrls', azurite.urls);
  project.provide('claims', claims);
  return async () => {
    await azurite.stop();
    await rm(claims, { recursive: true, force: true });
  };
}
