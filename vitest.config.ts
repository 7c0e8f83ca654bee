import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projects, sharesProcesses, turnOf } from './test/support/projects.ts';

/** The order of test/support/projects.ts, which needs no former run to know what takes long. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ moduleId }: TestSpecification) =>
      turnOf(relative(import.meta.dirname, moduleId));
    return (await super.sort(files)).sort((a, b) => turn(a) - turn(b));
  }
}

const thisMachine = '127.0.0.1,localhost,[::1],::1';

const shared = {
  pool: 'forks' as const,
  // Node imports what it can read itself, without transforming each file first.
  experimental: { viteModuleRunner: false },
  execArgv: ['--import', join(import.meta.dirname, 'test', 'support', 'load-tsx.ts')],
  env: {
    // The tests' own clients read the environment: nothing here is for a proxy.
    NO_PROXY: thisMachine,
    no_proxy: thisMachine,
    // Services and storages that tests start load the same code again and again.
    NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'compiled'),
  },
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

const together = { isolate: false, setupFiles: ['test/support/unchanged-process.ts'] };

export default defineConfig({
  test: {
    globalSetup: 'test/support/global-setup.ts',
    // Twice the cores of the smallest machine: tests often wait for storage or a browser.
    maxWorkers: 4,
    // Of the tests that say so, in each worker.
    maxConcurrency: 2,
    // A worker that drove browsers ends late on a loaded machine.
    teardownTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(projects).map(([name, files]) => ({
      test: { name, ...files, ...shared, ...(sharesProcesses(name) && together) },
    })),
  },
});
