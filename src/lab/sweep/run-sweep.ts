import type { Split } from '../../data/dataset';
import { ResearcherError } from '../../errors';
import { evaluate } from '../../evaluation/evaluate';
import { metricDefinition, metricKey } from '../../evaluation/metrics';
import { makeSplits } from '../../evaluation/splits';
import type { ModelEntry } from '../../models/recommender';
import { models as registered } from '../../models/registry';
import { checkExperiment, holdsValidationOut } from '../check';
import { evaluationOptions } from '../evaluation-options';
import type { Experiment } from '../experiment';
import { fit } from '../fit';
import type { FittedModel } from '../fitted-model';
import { DataLoader } from '../load';
import { parseExperiment } from '../parse';
import { runExperiment, type RunEnvironment } from '../run';
import { RunContext } from '../run-context';
import { schemaError, unknownName } from '../schema-errors';
import { thin } from '../thin';
import { bestOf } from './best';
import type { Proposal } from './draws';
import { rungsOf } from './halving';
import { importanceOf } from './importance';
import type { SweepRecord, Trial } from './record';
import { gridSize, propose } from './search';
import { sweepSchema, type Sweep } from './schema';
import { dimensionsOf, withParameters } from './space';

/** Share of the training part that judges the trials where the experiment itself holds none out. */
const VALIDATION_RATIO = 0.1;

export interface SweepResult {
  readonly record: SweepRecord;
  /** The best setting's model, from its run on the test part. */
  readonly fitted: FittedModel | null;
}

/**
 * Searches for the setting that is best on the validation part, then fits it once more and measures it on the test
 * part, once. `before`: the trials of an interrupted search; it goes on as if it had not been interrupted.
 * Rejects with ResearcherError, Cancelled, or a bug.
 */
export async function runSweep(
  input: unknown,
  before: readonly Trial[],
  environment: RunEnvironment,
): Promise<SweepResult> {
  const { control, models = registered, emit = () => {} } = environment;
  const loader = environment.loader ?? new DataLoader();
  const context = new RunContext(control, emit);
  const { sweep, experiment, measured, warnings } = prepare(input, models);
  const dimensions = dimensionsOf(sweep, experiment, models);
  for (const warning of warnings) context.warn(warning);
  if (sweep.method === 'grid' && gridSize(dimensions, sweep.trials) > sweep.trials)
    context.warn(gridCut(gridSize(dimensions, sweep.trials), sweep.trials));

  const hooks = {
    report: (done: number, total: number) => context.progress('read', done, total),
    checkpoint: () => control.checkpointThrough(),
  };
  const loaded = await loader.load(experiment, environment.files ?? {}, hooks);
  const splits = makeSplits(loaded.data, experiment.split, experiment.seed, loaded.parts);

  const trials = [...before];
  const total =
    sweep.method === 'halving' ? rungsOf(sweep).reduce((sum, { count }) => sum + count, 0) : sweep.trials;
  let spent = trials.reduce((sum, { seconds }) => sum + seconds, 0);
  while (sweep.seconds === null || spent < sweep.seconds) {
    context.progress('sweep', trials.length, total);
    const proposal = propose(sweep, dimensions, trials);
    if (!proposal || (await control.checkpoint()) === 'stop') break;
    const trial = await tryOut(
      trials.length,
      proposal,
      sweep,
      experiment,
      splits,
      models,
      environment,
      context,
    );
    if (!trial) break;
    trials.push(trial);
    spent += trial.seconds;
    emit({ type: 'trial', trial });
  }

  const stopped = control.stopping;
  control.goOn();
  const best = bestOf(trials, sweep);
  const final =
    best &&
    (await runExperiment(withParameters(measured, best.parameters), { ...environment, loader, models }));
  return {
    record: {
      version: 1,
      sweep,
      trials,
      best: best?.number ?? null,
      importance: importanceOf(dimensions, trials),
      test: final?.record ?? null,
      warnings: context.warnings,
      outcome: stopped ? 'stopped' : 'done',
    },
    fitted: final?.fitted ?? null,
  };
}

function prepare(input: unknown, models: readonly ModelEntry[]) {
  const parsed = sweepSchema.safeParse(input);
  if (!parsed.success) throw schemaError('sweep.invalid', sweepSchema, input, parsed.error);
  const { experiment: given, warnings } = withValidation(parseExperiment(parsed.data.experiment));
  const { experiment } = checkExperiment(given, models);
  // What meets the test part must be known to be valid before the search, not after it.
  const measured = parsed.data.refit
    ? checkExperiment(withoutValidation(experiment), models).experiment
    : experiment;
  const { metrics, cutoffs } = experiment.evaluation;
  const keys = [...new Set(metrics.flatMap((name) => cutoffs.map((cutoff) => metricKey(name, cutoff))))];
  const metric = parsed.data.metric ?? keys[0]!;
  const key = keys.find((name) => name === metric) ?? keys.find((name) => name.startsWith(`${metric}@`));
  if (!key) throw new ResearcherError('sweep.unknown-metric', unknownName(metric, keys), { path: 'metric' });
  const goal = parsed.data.goal ?? (metricDefinition(key)?.better === 'lower' ? 'min' : 'max');
  return { sweep: { ...parsed.data, metric: key, goal }, experiment, measured, warnings };
}

/** Trials are judged on a validation part: the test part must not choose. */
function withValidation(experiment: Experiment) {
  const { split } = experiment;
  if (holdsValidationOut(split)) return { experiment, warnings: [] };
  const held: Experiment['split'] =
    split.protocol === 'leave-one-out'
      ? { ...split, validation: true }
      : { ...split, validationRatio: VALIDATION_RATIO };
  const warning = {
    code: 'sweep.validation-added',
    text: {
      en: `The experiment holds no validation part out; ${split.protocol === 'leave-one-out' ? 'one interaction a user' : `a share of ${VALIDATION_RATIO} of the training part`} is held out to judge the trials.`,
      zh: `实验没有验证部分；已从训练部分留出${split.protocol === 'leave-one-out' ? '每位用户的一次交互' : ` ${VALIDATION_RATIO} 的比例`}用于评判各次试验。`,
    },
  };
  return { experiment: { ...experiment, split: held }, warnings: [warning] };
}

/** The experiment with nothing but the test part held out. */
function withoutValidation(experiment: Experiment): Experiment {
  const { split } = experiment;
  if (split.protocol === 'leave-one-out') return { ...experiment, split: { ...split, validation: false } };
  if (split.protocol !== 'predefined') return { ...experiment, split: { ...split, validationRatio: 0 } };
  return { ...experiment, split: { ...split, validationRatio: 0, validationPath: undefined } };
}

/** One trial over all hold-outs; null where it was stopped in the middle. What a setting cannot do is its failure. */
async function tryOut(
  number: number,
  { parameters, effort }: Proposal,
  sweep: Sweep & { metric: string },
  base: Experiment,
  splits: readonly Split[],
  models: readonly ModelEntry[],
  { backend, control }: RunEnvironment,
  context: RunContext,
): Promise<Trial | null> {
  const began = control.clock();
  const trial = { number, parameters, effort };
  try {
    const { experiment, entry } = checkExperiment(withParameters(base, parameters), models);
    const resource = sweep.halving.resource ?? (entry.trained ? 'epochs' : 'data');
    const { epochs } = experiment.training;
    const training =
      resource === 'epochs'
        ? { ...experiment.training, epochs: Math.max(1, Math.round(epochs * effort)) }
        : experiment.training;
    const sums: Record<string, number> = {};
    for (const split of splits) {
      const train = resource === 'data' ? thin(split.train, effort, base.seed) : split.train;
      const part = { ...split, train };
      const model = await fit(entry, { ...experiment, training }, part, backend, context.inSilence());
      try {
        if (control.stopping) return null;
        const options = { ...evaluationOptions(experiment, part), bootstrap: 0, lists: false };
        const { metrics } = await evaluate(backend, model, part, 'validation', options, {
          checkpoint: () => control.checkpointThrough(),
          report: () => {},
        });
        for (const [name, value] of Object.entries(metrics)) sums[name] = (sums[name] ?? 0) + value;
      } finally {
        model.dispose();
      }
    }
    const metrics = Object.fromEntries(
      Object.entries(sums).map(([name, sum]) => [name, sum / splits.length]),
    );
    const score = metrics[sweep.metric];
    const valid = score !== undefined && Number.isFinite(score);
    return {
      ...trial,
      score: valid ? score : null,
      metrics,
      error: valid ? null : { en: 'The metric is no number.', zh: '指标不是有效数值。' },
      seconds: control.clock() - began,
    };
  } catch (error) {
    if (!(error instanceof ResearcherError)) throw error;
    return { ...trial, score: null, metrics: {}, error: error.text, seconds: control.clock() - began };
  }
}

function gridCut(points: number, trials: number) {
  return {
    code: 'sweep.grid-cut',
    text: {
      en: `The grid has ${points} points, of which the first ${trials} are tried. Raise “trials” to try them all.`,
      zh: `网格共有 ${points} 个点，只尝试前 ${trials} 个。若要全部尝试，请增大“trials”。`,
    },
  };
}
