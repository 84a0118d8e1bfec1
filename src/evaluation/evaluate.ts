import type { Backend } from '../compute/backend';
import type { Dataset, Split } from '../data/dataset';
import type { Recommender } from '../models/recommender';
import { aggregate, bootstrapIntervals, type PerUserMetric } from './bootstrap';
import { activityGroups, errorsByPopularity, figuresByPopularity } from './activity-groups';
import { relevantItems, type Part } from './candidates';
import type {
  EvaluationHooks,
  EvaluationOptions,
  EvaluationResult,
  Predictions,
  Recommendations,
} from './options';
import { measureItemGroups } from './item-cold-start';
import { metricDefinition } from './metrics';
import { measureRanking } from './ranking';
import { measureRatings } from './rating';

/**
 * Measures a fitted model on a held-out part of the split. The rating task predicts every held-out rating; the ranking
 * task ranks the candidates of every user with a relevant held-out item. Deterministic. The model and the split stay
 * as they are; everything made on the device is given back.
 * Throws `ResearcherError` for an unknown metric, a model that cannot do the task, or a part with nothing to find.
 */
export async function evaluate(
  backend: Backend,
  model: Recommender,
  split: Split,
  part: Part,
  options: EvaluationOptions,
  hooks: EvaluationHooks,
): Promise<EvaluationResult> {
  const measured =
    options.task === 'rating'
      ? {
          ...(await measureRatings(model, split, part, options, hooks)),
          ...{ overall: {}, recommendations: null, calibration: null, clicks: null },
        }
      : { ...(await measureRanking(backend, model, split, part, options, hooks)), predictions: null };
  const { users, perUser } = measured;
  const isCold = coldUsers(split.train, users);
  const cold = isCold.reduce((count, flag) => count + flag, 0);
  return {
    metrics: { ...figures(perUser), ...measured.overall },
    intervals:
      options.bootstrap > 0
        ? await bootstrapIntervals(perUser, users.length, options.bootstrap, options.seed, () =>
            hooks.checkpoint(),
          )
        : {},
    groups: {
      ...(cold > 0 && cold < users.length
        ? {
            warm: figures(
              perUser,
              isCold.map((flag) => 1 - flag),
            ),
            cold: figures(perUser, isCold),
          }
        : {}),
      ...(part === 'test' && options.lists ? finerGroups(split, measured, options) : {}),
      ...(part === 'test' && options.bootstrap > 0
        ? await measureItemGroups(backend, model, split, part, withoutProbabilities(options), hooks, measured)
        : {}),
    },
    testUsers: { all: users.length, cold },
    users,
    perUser: Object.fromEntries(Object.entries(perUser).map(([key, { values }]) => [key, values])),
    warnings: measured.warnings,
    predictions: options.lists ? measured.predictions : null,
    recommendations: measured.recommendations,
    calibration: measured.calibration,
    clicks: measured.clicks,
  };
}

/** Users by activity and items by popularity: what a mean over all hides. */
function finerGroups(
  { train, test }: Split,
  { users, perUser, predictions, recommendations }: Measured,
  { metrics, cutoffs, relevance }: EvaluationOptions,
): EvaluationResult['groups'] {
  const activity = activityGroups(train, users).map(
    ([name, flags]) => [name, figures(perUser, flags)] as const,
  );
  const items = recommendations
    ? figuresByPopularity(train, relevantItems(test, relevance), recommendations, metrics, cutoffs)
    : predictions
      ? errorsByPopularity(train, predictions, metrics)
      : {};
  return { ...Object.fromEntries(activity), ...items };
}

interface Measured {
  readonly users: Uint32Array;
  readonly perUser: Readonly<Record<string, PerUserMetric>>;
  readonly predictions: Predictions | null;
  readonly recommendations: Recommendations | null;
}

function figures(
  perUser: Readonly<Record<string, PerUserMetric>>,
  count?: Uint8Array,
): Record<string, number> {
  return Object.fromEntries(Object.entries(perUser).map(([key, metric]) => [key, aggregate(metric, count)]));
}

/** Probabilities are about pairs, not about lists. */
function withoutProbabilities(options: EvaluationOptions): EvaluationOptions {
  return {
    ...options,
    metrics: options.metrics.filter((name) => !metricDefinition(name)?.ofProbabilities),
  };
}

/** 1 for each user without training interactions. */
function coldUsers(train: Dataset, users: Uint32Array): Uint8Array {
  const { offsets } = train.byUser;
  return Uint8Array.from(users, (user) => (offsets[user] === offsets[user + 1] ? 1 : 0));
}
