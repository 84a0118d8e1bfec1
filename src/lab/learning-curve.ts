import { ResearcherError } from '../errors';
import type { Experiment } from './experiment';
import type { FittedModel } from './fitted-model';
import { parseExperiment } from './parse';
import { runExperiment, type RunEnvironment, type RunResult } from './run';
import { withParameters } from './sweep/space';

/** What a curve varies from run to run: the share of the training part, or a setting by its path in the experiment. */
export const SHARE = 'share';

/** Values to go through, in this order; numbers alone are shares of the training part. */
export type CurveAxis =
  | readonly number[]
  | {
      /** `share`, `training.epochs`, `model.params.factors`, … */
      readonly path: string;
      readonly values: readonly number[];
    };

/** Accuracy against what is spent on it: data, time or parameters. Plain JSON. */
export interface LearningCurve {
  readonly version: 1;
  readonly experiment: Experiment;
  /** What is varied. */
  readonly path: string;
  readonly points: readonly LearningCurvePoint[];
  readonly outcome: 'done' | 'stopped';
}

export interface LearningCurvePoint {
  /** Of what is varied. */
  readonly value: number;
  /** Of the training part; a smaller share is contained in a larger one, the test part is always the same. */
  readonly share: number;
  /** Training interactions. */
  readonly interactions: number;
  /** Wall clock of the fits, pauses left out; says nothing about the result. */
  readonly seconds: number;
  /** Numbers in the tensors of the fitted model; null where it keeps none. */
  readonly parameters: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
}

/** Runs the experiment once for each value of what is varied. */
export async function learningCurve(
  input: unknown,
  axis: CurveAxis,
  environment: RunEnvironment,
): Promise<{ record: LearningCurve; fitted: FittedModel | null }> {
  const { path, values } = 'path' in axis ? axis : { path: SHARE, values: axis };
  check(path, values);
  const points: LearningCurvePoint[] = [];
  let experiment: Experiment | null = null;
  let fitted: FittedModel | null = null;
  for (const value of values) {
    fitted?.dispose();
    const result = await runAt(input, path, value, environment);
    fitted = result.fitted;
    experiment ??= result.record.experiment;
    points.push(await pointOf(result, path, value));
    environment.emit?.({ type: 'curve', point: points.at(-1)! });
    if (environment.control.stopping) break;
  }
  const outcome = points.length < values.length ? 'stopped' : 'done';
  return { record: { version: 1, experiment: experiment!, path, points, outcome }, fitted };
}

function runAt(input: unknown, path: string, value: number, environment: RunEnvironment): Promise<RunResult> {
  if (path === SHARE) return runExperiment(input, { ...environment, trainingShare: value });
  return runExperiment(withParameters(parseExperiment(input), { [path]: value }), environment);
}

async function pointOf(
  { record, fitted }: RunResult,
  path: string,
  value: number,
): Promise<LearningCurvePoint> {
  return {
    value,
    share: path === SHARE ? value : 1,
    interactions: record.data.train,
    seconds: record.timings['fit'] ?? 0,
    parameters: await fitted.parameterCount(),
    metrics: record.metrics,
    intervals: record.intervals,
  };
}

function check(path: string, values: readonly number[]): void {
  if (path !== SHARE) {
    if (!/^(model\.params\.[^.]+|training\.epochs)$/.test(path)) throw notVaried(path);
    if (values.length === 0 || !values.every(Number.isFinite)) throw noValues(path);
    return;
  }
  const wrong = values.find((share) => !(share > 0 && share <= 1));
  if (wrong === undefined && values.length > 0) return;
  throw new ResearcherError(
    'curve.invalid-share',
    {
      en: `A share of the training data must be above 0 and at most 1${wrong === undefined ? ', and at least one is needed' : `, not ${wrong}`}.`,
      zh: `训练数据的比例应大于 0 且不大于 1${wrong === undefined ? '，并且至少需要一个' : `，而不是 ${wrong}`}。`,
    },
    { path: 'shares' },
  );
}

function notVaried(path: string): ResearcherError {
  return new ResearcherError(
    'curve.invalid-path',
    {
      en: `“${path}” cannot be varied by a learning curve. Give “share”, “training.epochs” or a number under “model.params”.`,
      zh: `学习曲线不能改变“${path}”。请使用“share”、“training.epochs”或“model.params”下的数值参数。`,
    },
    { path: 'path' },
  );
}

function noValues(path: string): ResearcherError {
  return new ResearcherError(
    'curve.no-values',
    {
      en: `“${path}” needs at least one number to go through.`,
      zh: `“${path}”至少需要一个数值。`,
    },
    { path: 'values' },
  );
}
