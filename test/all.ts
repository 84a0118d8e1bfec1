/**
 * Everything that must hold, in the order in which a failure is cheapest to find:
 *
 *   npm test                       all of it
 *   npm test -- --only lint,unit   some of it
 *
 * The last line is `N passed, N failed, N skipped`, summed over all runners; each static check counts as one.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { prepareChrome } from './checks/chrome';
import { check } from './checks/command';
import { failed, sum, type Count } from './checks/count';
import { kernelFiles } from './checks/kernel-files';
import { shaders } from './checks/shaders';
import { vitest } from './checks/vitest';

const datasets = process.env['COFILTER_DATASETS'] ?? '../shared/datasets';

/** Set by `chrome`, for every browser that starts after it. */
const environment: NodeJS.ProcessEnv = { COFILTER_DATASETS: datasets };

/** Set by `build`: the workbench need not be built a second time. */
const built: NodeJS.ProcessEnv = {};

type Steps = Readonly<Record<string, () => Promise<Count>>>;

/** Each keeps one core busy: as many run at a time as there are cores, the longest from the start. */
const STATIC: Steps = {
  lint: () => check('eslint', '.', '--max-warnings', '0'),
  types: () => check('tsc', '--noEmit'),
  templates: () => check('lit-analyzer', 'src', '--strict', '--maxWarnings', '0', '--format', 'list'),
  format: () => check('prettier', '--check', '--log-level', 'warn', '.'),
  imports: () => check('depcruise', 'src', 'test', '--config', '.dependency-cruiser.cjs'),
  'kernel files': kernelFiles,
  shaders,
  build: async () => {
    const count = await check('vite', 'build', '--logLevel', 'warn');
    if (count.failed === 0) built['COFILTER_BUILT'] = 'yes';
    return count;
  },
};

/** Each wants the machine for itself. */
const RUNNERS: Steps = {
  unit: () => vitest('unit', environment),
  gpu: async () => vitest('gpu', { ...environment, COFILTER_ADAPTER: await adapter() }),
  published: () => vitest('published', environment),
  e2e: async () => vitest('e2e', { ...environment, ...built, COFILTER_ADAPTER: await adapter() }),
};

let prepared: ReturnType<typeof prepareChrome> | undefined;
const adapter = () => (prepared ??= prepareChrome());

const STEPS: Steps = { ...STATIC, ...RUNNERS };
const only = process.argv.includes('--only')
  ? (process.argv[process.argv.indexOf('--only') + 1] ?? '').split(',')
  : Object.keys(STEPS);
for (const name of only)
  if (!STEPS[name])
    throw new Error(`No step is called "${name}". There are: ${Object.keys(STEPS).join(', ')}.`);

const counts: Count[] = [];

async function perform(name: string): Promise<void> {
  const began = performance.now();
  console.log(`\n── ${name}`);
  const count = await STEPS[name]!().catch((error: unknown) =>
    failed(`failed: ${name}: ${error instanceof Error ? error.message : String(error)}`),
  );
  counts.push(count);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`── ${name}: ${count.failed === 0 ? 'ok' : `${count.failed} failed`} in ${seconds} s`);
}

const checks = only.filter((name) => name in STATIC).values();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const name of checks) await perform(name);
  }),
);
for (const name of only.filter((each) => each in RUNNERS)) await perform(name);

const total = sum(counts);
console.log();
if (!existsSync(datasets))
  console.log(
    `The data sets are not at ${datasets} (see COFILTER_DATASETS): tests that need them were skipped.`,
  );
for (const note of total.notes) console.log(note);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
