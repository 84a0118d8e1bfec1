import type { LocalizedText } from '../language';
import type { Task } from '../models/recommender';

/** What a metric is, for forms, charts and reports. The arithmetic stands beside it in this folder. */
export interface MetricDefinition {
  readonly name: string;
  readonly label: LocalizedText;
  /** Plain text. See `NOTATION`. */
  readonly formula: string;
  /** Where the formula comes from. */
  readonly source: string;
  readonly task: Task;
  readonly better: 'higher' | 'lower';
  /** Measured at each cutoff, and named `ndcg@10`. */
  readonly atCutoff: boolean;
  /** A mean over test users: it has an interval, and can be compared user by user. */
  readonly perUser: boolean;
  /** About probabilities, which not every model gives (see `Recommender.logits`). */
  readonly ofProbabilities?: boolean;
}

/** A ranking metric that is measured at each cutoff, a mean over users. */
export const atCutoff = { task: 'ranking', better: 'higher', atCutoff: true, perUser: true } as const;

/** A ranking metric over all candidates, a mean over users. */
export const uncut = { task: 'ranking', better: 'higher', atCutoff: false, perUser: true } as const;
