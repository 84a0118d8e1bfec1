import type { Csr, Warning } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { Task } from '../models/recommender';
import type { ActivityGroup, PopularityGroup } from './activity-groups';
import { metricDefinition, metricDefinitions, type MetricDefinition } from './metrics';
import type { CalibrationBin } from './probabilities';

/** Candidates drawn at random. */
export interface Sampled {
  readonly sampled: number;
  /** Default: each item is as likely; `popularity`: in proportion to its training interactions. */
  readonly by?: 'uniform' | 'popularity' | undefined;
}

/** How a model is measured on a held-out part. */
export interface EvaluationOptions {
  readonly task: Task;
  /** Names from metrics.ts. */
  readonly metrics: readonly string[];
  readonly cutoffs: readonly number[];
  /**
   * `all`: every item but those seen. `sampled`: that many items a user, drawn once from the seed among those that
   * are in none of the user's parts, and the held-out ones. `listed`: those of the CSR row, and the held-out ones.
   */
  readonly candidates: 'all' | Sampled | { readonly listed: Csr };
  /** Least rating that counts as relevant; null: ranking: every held-out item, accuracy: see `relevanceThreshold`. */
  readonly relevance: number | null;
  /** Takes items of the training part (and, for the test part, of the validation part) off the lists. */
  readonly excludeSeen: boolean;
  readonly seed: number;
  /** Bootstrap resamples for the intervals, 0 = none. */
  readonly bootstrap: number;
  /** Keeps recommendations or predictions. */
  readonly lists: boolean;
}

export type UserGroup = 'warm' | 'cold' | ActivityGroup;
export type ItemGroup = 'warm-items' | 'cold-items' | PopularityGroup;

export interface EvaluationResult {
  /** `rmse`, `ndcg@10`, … */
  readonly metrics: Readonly<Record<string, number>>;
  /** 95 % percentile bootstrap over users, where the metric is a mean over users. */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  /**
   * Metrics on users, and on items, with and without training interactions, where the part has both; on light, medium
   * and heavy users; on head, middle and tail items. Those on items are
   * measured on the test part alone, and not where nobody asks for intervals.
   */
  readonly groups: Readonly<Partial<Record<UserGroup | ItemGroup, Readonly<Record<string, number>>>>>;
  readonly testUsers: { readonly all: number; readonly cold: number };
  /** Codes of the users measured, ascending. */
  readonly users: Uint32Array;
  /** Value of each user, in the order of `users`; RMSE, MAE and accuracy over the user's own ratings. */
  readonly perUser: Readonly<Record<string, Float64Array>>;
  readonly warnings: readonly Warning[];
  readonly predictions: Predictions | null;
  readonly recommendations: Recommendations | null;
  /** Expected against observed, by decile of the prediction, where probabilities were measured. */
  readonly calibration: readonly CalibrationBin[] | null;
  /** The pairs that the probabilities were measured on. */
  readonly clicks: Clicks | null;
}

/** Pairs of a user and an item, by user and item. */
export interface Clicks {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  /** 1 where the pair was held out, 0 where it was drawn. */
  readonly chosen: Uint8Array;
  /** The model’s score of each; its probability is σ of it. */
  readonly logits: Float64Array;
}

export interface Predictions {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly ratings: Float32Array;
  /** Clipped to the rating scale. */
  readonly predictions: Float32Array;
}

export interface Recommendations {
  readonly users: Uint32Array;
  readonly k: number;
  /** u32[users × k], best first, `NO_ITEM` where a list is shorter */
  readonly items: Uint32Array;
  /** f32[users × k] */
  readonly scores: Float32Array;
}

export interface EvaluationHooks {
  readonly checkpoint: () => Promise<unknown>;
  readonly report: (done: number, total: number) => void;
}

/** The definitions of the metrics asked for. Throws `ResearcherError` for a name that the task does not have. */
export function metricsOf(options: EvaluationOptions): MetricDefinition[] {
  return options.metrics.map((name) => {
    const definition = metricDefinition(name);
    if (definition?.name === name && definition.task === options.task) return definition;
    const known = metricDefinitions.filter((each) => each.task === options.task).map((each) => each.name);
    throw new ResearcherError(
      'evaluation.unknown-metric',
      {
        en: `“${name}” is not a metric of the ${options.task} task. Choose from ${known.join(', ')}.`,
        zh: `“${name}”不是${options.task === 'rating' ? '评分' : '排序'}任务的指标。可选：${known.join('、')}。`,
      },
      { path: 'evaluation.metrics' },
    );
  });
}
