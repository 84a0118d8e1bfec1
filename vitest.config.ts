import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromeFlags, lookForChrome } from './src/cli/chrome.ts';

// `npm test` finds out which adapter Chrome has and says so; alone, the software one serves on every machine.
const adapter = process.env['COFILTER_ADAPTER'] === 'gpu' ? 'gpu' : 'software';

const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { executablePath: lookForChrome(), args: chromeFlags(adapter) } }),
  instances: [{ browser: 'chromium' as const }],
});

/** Published rows whose fit takes minutes: they are part of a run only where they are asked for. */
const long = process.env['COFILTER_LONG'] === 'yes' ? ['test/published/**/*.long.ts'] : [];

/** Every core: by default one stays idle, which on a machine of two is half. */
const maxWorkers = availableParallelism();

export default defineConfig({
  server: { fs: { allow: ['.', process.env['COFILTER_DATASETS'] ?? '../shared/datasets'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'gpu', include: ['test/gpu/**/*.test.ts'], testTimeout: 120_000, browser: browser() },
      },
      {
        extends: true,
        test: {
          name: 'published',
          environment: 'node',
          include: ['test/published/**/*.test.ts', ...long],
          testTimeout: 600_000,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
