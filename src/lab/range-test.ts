import { ResearcherError } from '../errors';
import { makeSplits } from '../evaluation/splits';
import type { FitContext } from '../models/recommender';
import { rateAt, type RateSweep } from '../nn/learning-rate';
import { checkExperiment } from './check';
import type { Experiment } from './experiment';
import { DataLoader } from './load';
import type { RunEnvironment } from './run';
import { RunContext } from './run-context';

/** Loss against learning rate, and the rate that it suggests. Plain JSON. */
export interface RateTest {
  readonly version: 1;
  readonly experiment: Experiment;
  /** In ascending order of rates; ends where the loss ran away. */
  readonly points: readonly { readonly rate: number; readonly loss: number }[];
  /** Where the smoothed loss falls fastest by the logarithm of the rate; null where it never falls. */
  readonly suggestion: number | null;
}

const SWEEP: RateSweep = { from: 1e-6, to: 10 };
const POINTS = 100;
/** A loss of this many times the least one has run away. */
const RUNAWAY = 4;

/**
 * Trains once while the learning rate grows from 10⁻⁶ to 10 by equal factors, at least about a hundred steps, and looks
 * at the loss (Smith 2017, "Cyclical Learning Rates for Training Neural Networks", §3.3). The optimizer's other settings
 * are the experiment's own; its schedule does not apply.
 *
 * @throws ResearcherError `range-test.not-supported` where the model does not use the experiment's learning rate
 */
export async function testRates(
  input: unknown,
  environment: RunEnvironment,
): Promise<{ record: RateTest; fitted: null }> {
  const { control, emit = () => {} } = environment;
  const context = new RunContext(control, emit);
  const { experiment, entry } = checkExperiment(input, environment.models);
  if (!entry.trained || entry.ownSteps) throw notSupported(entry.name);
  const loaded = await context.within('read', () =>
    (environment.loader ?? new DataLoader()).load(experiment, environment.files ?? {}, {
      report: (done, total) => context.progress('read', done, total),
      checkpoint: () => control.checkpointThrough(),
    }),
  );
  const [split] = makeSplits(loaded.data, experiment.split, experiment.seed, loaded.parts);
  const { params } = experiment.model;
  // Parts that are trained before the rest would be trained by the sweep too.
  const own = 'pretraining' in params ? { ...params, pretraining: false } : params;

  const sweep = async (epochs: number) => {
    const points: RateTest['points'][number][] = [];
    let steps = 0;
    const { training } = experiment;
    const model = entry.create(entry.params.parse(own), experiment.evaluation.task);
    const fit: FitContext = {
      backend: environment.backend,
      seed: experiment.seed,
      training: {
        ...training,
        epochs,
        earlyStopping: null,
        norms: false,
        optimizer: {
          ...training.optimizer,
          clipNorm: training.clipNorm,
          learningRate: 1,
          schedule: SWEEP,
        },
        rangeTest: {
          points: POINTS,
          observe: (step, total, loss) => {
            steps = total;
            const least = Math.min(...points.map((point) => point.loss), Infinity);
            if (!Number.isFinite(loss) || loss > RUNAWAY * least) return false;
            points.push({ rate: rateAt(SWEEP, step, total), loss });
            return true;
          },
        },
      },
      report: ({ phase, step, total }) => context.progress('fit', step, total, phase),
      checkpoint: () => control.checkpoint(),
      validate: null,
      warn: () => {},
    };
    try {
      await model.fit(split!.train, fit);
    } finally {
      model.dispose();
    }
    return { points, steps };
  };

  const { points } = await context.within('fit', async () => {
    const first = await sweep(1);
    // Few steps, few rates: over more epochs then.
    return first.steps > 0 && first.steps < POINTS ? sweep(Math.ceil(POINTS / first.steps)) : first;
  });
  if (points.length === 0) throw notSupported(entry.name);
  return { record: { version: 1, experiment, points, suggestion: steepest(points) }, fitted: null };
}

/** Places on either side that smooth the loss at a rate. */
const AROUND = 4;

/** The rate where the loss falls fastest by ln(rate), before it is least. */
export function steepest(points: RateTest['points']): number | null {
  const smooth = points.map((_, i) => {
    const near = points.slice(Math.max(0, i - AROUND), i + AROUND + 1);
    return near.reduce((sum, { loss }) => sum + loss, 0) / near.length;
  });
  const least = smooth.indexOf(Math.min(...smooth));
  let [best, slope] = [-1, 0];
  for (let i = AROUND; i < Math.min(least, points.length - AROUND); i++) {
    const [left, right] = [i - AROUND, i + AROUND];
    const here = (smooth[right]! - smooth[left]!) / Math.log(points[right]!.rate / points[left]!.rate);
    if (here < slope) [best, slope] = [i, here];
  }
  return points[best]?.rate ?? null;
}

function notSupported(model: string): ResearcherError {
  return new ResearcherError(
    'range-test.not-supported',
    {
      en: `The model “${model}” does not learn by the learning rate of the training block. Choose a neural model such as neumf or mlp, or bpr-mf.`,
      zh: `模型“${model}”不使用训练设置中的学习率。请选择 neumf、mlp 等神经网络模型或 bpr-mf。`,
    },
    { path: 'model.name' },
  );
}
