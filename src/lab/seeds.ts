import { ResearcherError } from '../errors';
import { checkExperiment } from './check';
import type { Experiment } from './experiment';
import type { FittedModel } from './fitted-model';
import { runExperiment, type RunEnvironment } from './run';
import { summarise, type SeedRun, type SeedSummary } from './seed-summary';

export type { SeedRun, SeedSummary } from './seed-summary';

/** One experiment under several seeds: how much of a figure is chance. Plain JSON. */
export interface SeedStudy {
  readonly version: 1;
  /** With the first seed. */
  readonly experiment: Experiment;
  readonly runs: readonly SeedRun[];
  readonly summary: Readonly<Record<string, SeedSummary>>;
  readonly outcome: 'done' | 'stopped';
}

/**
 * Runs the experiment `count` times, with its own seed and those that follow. The seed decides the split (unless files
 * fix it), the start of the weights, the order of the batches and what is sampled: the spread covers them all.
 */
export async function seedStudy(
  input: unknown,
  count: number,
  environment: RunEnvironment,
): Promise<{ record: SeedStudy; fitted: FittedModel | null }> {
  if (!Number.isInteger(count) || count < 2 || count > 100)
    throw new ResearcherError(
      'seeds.invalid-count',
      {
        en: `The number of seeds must be a whole number from 2 to 100, not ${count}.`,
        zh: `种子数应为 2 到 100 的整数，而不是 ${count}。`,
      },
      { path: 'seed' },
    );
  const { experiment } = checkExperiment(input, environment.models);
  const runs: SeedRun[] = [];
  let fitted: FittedModel | null = null;
  for (let i = 0; i < count; i++) {
    fitted?.dispose();
    const seed = (experiment.seed + i) >>> 0;
    const result = await runExperiment({ ...experiment, seed }, environment);
    fitted = result.fitted;
    runs.push({ seed, metrics: result.record.metrics });
    environment.emit?.({ type: 'seed', run: runs.at(-1)! });
    if (environment.control.stopping) break;
  }
  const outcome = runs.length < count ? 'stopped' : 'done';
  return { record: { version: 1, experiment, runs, summary: summarise(runs), outcome }, fitted };
}
