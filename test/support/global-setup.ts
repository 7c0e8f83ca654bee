/** Starts shared resources only when a test file requests them (supplies.ts). */
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
