import { ResearcherError } from '../errors';
import type { Experiment } from './experiment';
import type { FittedModel } from './fitted-model';
import { runExperiment, type RunEnvironment } from './run';

/** Accuracy against the share of training data. Plain JSON. */
export interface LearningCurve {
  readonly version: 1;
  readonly experiment: Experiment;
  readonly points: readonly LearningCurvePoint[];
  readonly outcome: 'done' | 'stopped';
}

export interface LearningCurvePoint {
  /** Of the training part; a smaller share is contained in a larger one, the test part is always the same. */
  readonly share: number;
  /** Training interactions. */
  readonly interactions: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
}

/** Runs the experiment once for each share of its training part (0 < share ≤ 1), in the order given. */
export async function learningCurve(
  input: unknown,
  shares: readonly number[],
  environment: RunEnvironment,
): Promise<{ record: LearningCurve; fitted: FittedModel | null }> {
  const wrong = shares.find((share) => !(share > 0 && share <= 1));
  if (wrong !== undefined || shares.length === 0)
    throw new ResearcherError(
      'curve.invalid-share',
      {
        en: `A share of the training data must be above 0 and at most 1${wrong === undefined ? ', and at least one is needed' : `, not ${wrong}`}.`,
        zh: `训练数据的比例应大于 0 且不大于 1${wrong === undefined ? '，并且至少需要一个' : `，而不是 ${wrong}`}。`,
      },
      { path: 'shares' },
    );
  const points: LearningCurvePoint[] = [];
  let experiment: Experiment | null = null;
  let fitted: FittedModel | null = null;
  for (const share of shares) {
    fitted?.dispose();
    const result = await runExperiment(input, { ...environment, trainingShare: share });
    const { record } = result;
    fitted = result.fitted;
    experiment = record.experiment;
    points.push({
      share,
      interactions: record.data.train,
      metrics: record.metrics,
      intervals: record.intervals,
    });
    environment.emit?.({ type: 'curve', point: points.at(-1)! });
    if (environment.control.stopping) break;
  }
  const outcome = points.length < shares.length ? 'stopped' : 'done';
  return { record: { version: 1, experiment: experiment!, points, outcome }, fitted };
}
