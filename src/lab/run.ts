import type { Backend } from '../compute/backend';
import type { Split } from '../data/dataset';
import { evaluate } from '../evaluation/evaluate';
import type { EvaluationResult } from '../evaluation/options';
import { makeSplits } from '../evaluation/splits';
import type { ModelEntry, Recommender } from '../models/recommender';
import { models as registered } from '../models/registry';
import { againstBaselines, baselinesOf, measureBaselines } from './baselines';
import { checkExperiment } from './check';
import type { RunControl } from './control';
import { describeEnvironment } from './environment';
import { evaluationOptions } from './evaluation-options';
import type { RunEvent } from './events';
import type { Experiment } from './experiment';
import type { IdentifiedFiles } from './files';
import { fit } from './fit';
import type { FitKeeper } from './fit-keeper';
import { FittedModel } from './fitted-model';
import { FoldFigures } from './folds';
import { DataLoader, type LoadedData } from './load';
import type { RunRecord } from './record';
import { RunContext } from './run-context';
import { thin } from './thin';

export interface RunEnvironment {
  readonly backend: Backend;
  /** Begun by the caller, and ended by it. */
  readonly control: RunControl;
  readonly files?: IdentifiedFiles;
  readonly loader?: DataLoader;
  readonly models?: readonly ModelEntry[];
  readonly emit?: (event: RunEvent) => void;
  /** Where the fit is kept as it goes, and where it goes on from. */
  readonly keeper?: FitKeeper;
  /** Learns from this share of the training part only (learning curves). */
  readonly trainingShare?: number;
}

export interface RunResult {
  readonly record: RunRecord;
  /** Holds device memory until it is disposed. With `k-fold` that of the last fold. */
  readonly fitted: FittedModel;
}

/**
 * One experiment from data to record: read → split → fit → evaluate → baselines. Needs no worker: with a CpuBackend
 * it runs in Node. Equal experiment, data and adapter give equal metrics and histories, bit for bit.
 * Rejects with ResearcherError, Cancelled, or a bug; then nothing of the run is left on the device.
 */
export async function runExperiment(input: unknown, environment: RunEnvironment): Promise<RunResult> {
  const { backend, control, emit = () => {} } = environment;
  const context = new RunContext(control, emit, environment.keeper ?? null);
  const began = control.clock();
  backend.memory.resetPeak();
  const { experiment, entry } = checkExperiment(input, environment.models);
  const where = describeEnvironment(backend);

  const loaded = await context.within('read', () =>
    (environment.loader ?? new DataLoader()).load(experiment, environment.files ?? {}, {
      report: (done, total) => context.progress('read', done, total),
      checkpoint: () => control.checkpointThrough(),
    }),
  );
  context.data = loaded.sha256;
  const splits = await context.within('split', async () => {
    await control.checkpoint();
    const made = makeSplits(loaded.data, experiment.split, experiment.seed, loaded.parts);
    const share = environment.trainingShare ?? 1;
    return made.map((split) => ({ ...split, train: thin(split.train, share, experiment.seed) }));
  });
  for (const warning of [...loaded.warnings, ...splits.flatMap((split) => split.warnings)])
    context.warn(warning);

  const { fitted, figures } = await runSplits(experiment, entry, splits, environment, context);
  context.timings['total'] = control.clock() - began;
  return { fitted, record: makeRecord(experiment, where, loaded, splits, figures, backend, context) };
}

/** Every hold-out in turn. Only the last model is kept: two at once may not fit the device. */
async function runSplits(
  experiment: Experiment,
  entry: ModelEntry,
  splits: readonly Split[],
  environment: RunEnvironment,
  context: RunContext,
): Promise<{ fitted: FittedModel; figures: FoldFigures }> {
  const { backend, control, models = registered } = environment;
  const baselines = baselinesOf(experiment, models);
  const figures = new FoldFigures();
  let model: Recommender | null = null;
  try {
    for (const [fold, split] of splits.entries()) {
      model?.dispose();
      context.beginFit(fold);
      model = null; // a fit that fails has disposed of its model itself
      model = await context.within('fit', () => fit(entry, experiment, split, backend, context));
      const result = await context.within('evaluate', () =>
        measure(model!, experiment, split, backend, control, context),
      );
      for (const warning of result.warnings) context.warn(warning);
      const measured = await context.within('baseline', () =>
        measureBaselines(baselines, experiment, split, backend, context),
      );
      const against = experiment.evaluation.strongBaselines
        ? againstBaselines(entry, result, measured, models)
        : null;
      figures.add(split, result, measured.metrics, against);
      if (control.stopping && fold + 1 < splits.length) {
        context.warn(stoppedEarly(fold + 1, splits.length));
        break;
      }
    }
    const split = splits[figures.count - 1]!;
    const lists = figures.lists();
    return { fitted: new FittedModel(backend, model!, experiment, split, lists, figures.last()), figures };
  } catch (error) {
    model?.dispose();
    throw error;
  }
}

function measure(
  model: Recommender,
  experiment: Experiment,
  split: Split,
  backend: Backend,
  control: RunControl,
  context: RunContext,
): Promise<EvaluationResult> {
  if (split.validation) model.observe?.(split.validation);
  return evaluate(backend, model, split, 'test', evaluationOptions(experiment, split), {
    checkpoint: () => control.checkpointThrough(),
    report: (done, total) => context.progress('evaluate', done, total),
  });
}

function makeRecord(
  experiment: Experiment,
  environment: RunRecord['environment'],
  loaded: LoadedData,
  splits: readonly Split[],
  figures: FoldFigures,
  backend: Backend,
  context: RunContext,
): RunRecord {
  const [first] = splits;
  const { data } = loaded;
  return {
    version: 1,
    experiment,
    data: {
      name: loaded.name,
      sha256: loaded.sha256,
      users: data.users,
      items: data.items,
      interactions: data.interactions + sizeOf(loaded.parts.test) + sizeOf(loaded.parts.validation),
      train: sizeOf(first?.train),
      validation: sizeOf(first?.validation),
      test: sizeOf(first?.test),
      rejected: loaded.rejected,
    },
    environment: { ...environment, ...variantsOf(backend) },
    history: context.history,
    historyTimes: context.historyTimes,
    ...figures.summary(),
    timings: context.timings,
    memory: {
      peakBytes: backend.memory.peak,
      budgetBytes: backend.memory.budget,
      plannedBytes: context.plannedBytes,
    },
    ...(context.neighbourPaths.length > 0 ? { neighboursBy: [...context.neighbourPaths] } : {}),
    warnings: context.warnings,
    outcome: context.control.stopping ? 'stopped' : 'done',
  };
}

/** As they stood at the end of the run: those that it measured itself are among them. */
function variantsOf({ tuning }: Backend): Pick<RunRecord['environment'], 'variants'> {
  const chosen = Object.entries(tuning?.choices ?? {}).map(([key, { variant }]) => [key, variant] as const);
  return chosen.length === 0 ? {} : { variants: Object.fromEntries(chosen) };
}

function sizeOf(part: { readonly interactions: number } | null | undefined): number {
  return part?.interactions ?? 0;
}

function stoppedEarly(done: number, all: number) {
  return {
    code: 'run.folds-left-out',
    text: {
      en: `Stopped after ${done} of ${all} folds; the figures are means over these.`,
      zh: `在 ${all} 折中的第 ${done} 折后停止，各项指标为已完成各折的平均值。`,
    },
  };
}
