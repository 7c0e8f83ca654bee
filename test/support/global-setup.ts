/** Nothing is started for a test file that does not need it: files ask for it, see supplies.ts. */
import type { TestProject } from 'vitest/node';
import { startSupplies } from './supplies.ts';

declare module 'vitest' {
  interface ProvidedContext {
    suppliesUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const { url, stop } = await startSupplies();
  project.provide('suppliesUrl', url);
  return stop;
}
