import type { Backend } from '../compute/backend';
import { PlanningBackend } from '../compute/planning';
import type { Dataset } from '../data/dataset';
import { TUNING_BYTES } from '../nn/trainer';
import type { Recommender, TrainingOptions } from './recommender';

/** What scoring takes at once while a model is validated: so many bytes of scores, for so many users at most. */
const [SCORE_BYTES, SCORED_USERS] = [16 * 2 ** 20, 256];

/**
 * Device bytes that a training takes at most, by going through its first epoch on a backend that only counts: the model
 * and its optimiser, what a step needs, the best parameters so far, scoring for the validation, and the staging of what
 * is read back. The model is as good as new afterwards. Work for the host alone, as much as before a first step.
 */
export async function rehearsedBytes(
  model: Recommender,
  train: Dataset,
  backend: Backend,
  training: TrainingOptions,
): Promise<number> {
  const planning = new PlanningBackend(backend);
  const scope = planning.scope('scoring');
  const metric = training.earlyStopping?.metric ?? 'loss';
  let prepared = 0;
  try {
    await model.fit(train, {
      backend: planning,
      seed: 0,
      training: { ...training, epochs: 1, rangeTest: undefined },
      report: () => undefined,
      checkpoint: async () => {
        prepared = Math.max(prepared, planning.memory.current);
        return 'go';
      },
      validate: async () => {
        const tile = Math.max(1, Math.min(SCORED_USERS, Math.floor(SCORE_BYTES / (4 * train.items))));
        await model.scorer(scope, tile);
        return { [metric]: 0 };
      },
      warn: () => undefined,
      keep: async (read) => void (await read()),
    });
  } finally {
    scope.dispose();
    model.dispose();
  }
  // Variants of kernels are measured once all is prepared, before the first step.
  const tuning = backend.tuning?.automatic ? TUNING_BYTES : 0;
  return Math.max(planning.memory.peak, prepared + tuning);
}
