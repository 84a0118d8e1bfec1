import type { Split } from '../data/dataset';
import type { EvaluationOptions } from '../evaluation/options';
import type { Experiment } from './experiment';

/** Bootstrap resamples behind each 95 % interval. */
const RESAMPLES = 1000;

/** What the evaluation needs to know, from the experiment; listed candidates come with the split. */
export function evaluationOptions({ evaluation, seed }: Experiment, split: Split): EvaluationOptions {
  const { task, metrics, cutoffs, candidates, relevance, excludeSeen } = evaluation;
  return {
    task,
    metrics,
    cutoffs,
    candidates:
      typeof candidates === 'object' && 'listPath' in candidates
        ? split.candidates
          ? { listed: split.candidates }
          : 'all'
        : candidates,
    relevance,
    excludeSeen,
    seed,
    bootstrap: RESAMPLES,
    lists: true,
  };
}
