import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    // The tests' own clients read the environment: nothing here is for a proxy.
    env: { NO_PROXY: '127.0.0.1,localhost,[::1]' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
