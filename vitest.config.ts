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

/** What the page's own modules do, without a browser. */
const PAGE = 'test/unit/app-*.test.ts';

const ALONE = 'test/e2e/first-run.test.ts';

const walk = {
  environment: 'node',
  globalSetup: ['test/e2e/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  server: { fs: { allow: ['.', process.env['COFILTER_DATASETS'] ?? '../shared/datasets'] } },
  test: {
    projects: [
      // What these files import holds no state that another file could find: they share what is loaded.
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          exclude: [PAGE],
          maxWorkers,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // The page's stores are its modules: each file gets them anew.
      {
        extends: true,
        test: {
          name: 'unit-page',
          environment: 'node',
          include: [PAGE],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['test/gpu/**/*.test.ts'],
          testTimeout: 120_000,
          maxWorkers,
          isolate: false,
          browser: browser(),
        },
      },
      {
        extends: true,
        test: {
          name: 'published',
          environment: 'node',
          include: ['test/published/**/*.test.ts', ...long],
          testTimeout: 600_000,
          maxWorkers,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...walk,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [ALONE],
          maxWorkers,
        },
      },
      // It measures how soon the page answers, so nothing else may run.
      {
        extends: true,
        test: {
          ...walk,
          name: 'e2e-alone',
          include: [ALONE],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
