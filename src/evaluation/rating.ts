import type { Dataset, Split, Warning } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { Recommender } from '../models/recommender';
import { meanRating } from '../similarity/baselines';
import type { PerUserMetric } from './bootstrap';
import { usersWithItems, type Part } from './candidates';
import { metricsOf, type EvaluationHooks, type EvaluationOptions, type Predictions } from './options';
import { fallbackWarning } from './warnings';

/** Pairs predicted between two checkpoints. */
const PAIRS_PER_CALL = 16_384;

export interface MeasuredRatings {
  readonly users: Uint32Array<ArrayBuffer>;
  readonly perUser: Readonly<Record<string, PerUserMetric>>;
  readonly predictions: Predictions;
  readonly warnings: readonly Warning[];
}

/**
 * Predicts every held-out rating, clips to the rating scale, and takes the training mean where the model has no
 * prediction (NaN). Throws `ResearcherError` where the model does not predict ratings or nothing is held out.
 */
export async function measureRatings(
  model: Recommender,
  split: Split,
  part: Part,
  options: EvaluationOptions,
  hooks: EvaluationHooks,
): Promise<MeasuredRatings> {
  const definitions = metricsOf(options);
  const held = (part === 'test' ? split.test : split.validation)!;
  if (!model.predict) throw notARatingModel();
  const { offsets, indices, values } = held.byUser;
  const users = usersWithItems(held.byUser);
  const userOf = new Uint32Array(held.interactions);
  for (const user of users) userOf.fill(user, offsets[user], offsets[user + 1]);

  const [least, greatest] = split.train.ratingRange;
  const fallback = meanRating(split.train);
  const predictions = new Float32Array(held.interactions);
  let fallbacks = 0;
  for (let start = 0; start < held.interactions; start += PAIRS_PER_CALL) {
    const end = Math.min(start + PAIRS_PER_CALL, held.interactions);
    const raw = await model.predict(userOf.slice(start, end), indices.slice(start, end));
    for (let i = start; i < end; i++) {
      const value = raw[i - start]!;
      if (Number.isNaN(value)) fallbacks++;
      predictions[i] = Math.min(greatest, Math.max(least, Number.isNaN(value) ? fallback : value));
    }
    hooks.report(end, held.interactions);
    await hooks.checkpoint();
  }

  const threshold = relevanceThreshold(split.train, options.relevance);
  const perUser = Object.fromEntries(
    definitions.map(({ name }) => [name, metricByUser(name, held, users, predictions, threshold)]),
  );
  return {
    users,
    perUser,
    predictions: { users: userOf, items: indices, ratings: values, predictions },
    warnings: fallbacks > 0 ? [fallbackWarning(fallbacks, held.interactions)] : [],
  };
}

/** The relevance threshold of a rating scale unless one is given: three quarters up, 4 on a scale of 1 to 5. */
export function relevanceThreshold(train: Dataset, relevance: number | null): number {
  const [least, greatest] = train.ratingRange;
  return relevance ?? least + 0.75 * (greatest - least);
}

function metricByUser(
  name: string,
  held: Dataset,
  users: Uint32Array,
  predictions: Float32Array,
  threshold: number,
): PerUserMetric {
  const { offsets, values } = held.byUser;
  const means = new Float64Array(users.length);
  const weights = new Float64Array(users.length);
  users.forEach((user, position) => {
    let sum = 0;
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      const [rating, prediction] = [values[i]!, predictions[i]!];
      if (name === 'rmse') sum += (prediction - rating) ** 2;
      else if (name === 'mae') sum += Math.abs(prediction - rating);
      else sum += prediction >= threshold === rating >= threshold ? 1 : 0;
    }
    const count = offsets[user + 1]! - offsets[user]!;
    means[position] = name === 'rmse' ? Math.sqrt(sum / count) : sum / count;
    weights[position] = count;
  });
  return { values: means, weights, root: name === 'rmse' };
}

function notARatingModel(): ResearcherError {
  return new ResearcherError(
    'evaluation.no-ratings',
    {
      en: 'This model ranks items and does not predict ratings. Evaluate it on the ranking task, or choose a rating model.',
      zh: '该模型用于物品排序，不预测评分。请改用排序任务评估，或选择评分预测模型。',
    },
    { path: 'evaluation.task' },
  );
}
