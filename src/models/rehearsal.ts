import type { Backend } from '../compute/backend';
import { PlanningBackend } from '../compute/planning';
import { rowsOf } from '../data/csr';
import type { Dataset } from '../data/dataset';
import { TUNING_BYTES } from '../nn/trainer';
import type { Recommender, Scorer, Task, TrainingOptions } from './recommender';

/** What scoring takes at once while a model is validated: so many bytes of scores, for so many users at most. */
const [SCORE_BYTES, SCORED_USERS] = [16 * 2 ** 20, 256];
/** Ratings that a validation asks for at once, at most. */
const PREDICTED = 16_384;

/**
 * Device bytes that a training takes at most, by going through its first epochs on a backend that only counts: the model
 * and its optimiser, what a step needs, the best parameters so far, scoring for the validation, and the staging of what
 * is read back. The model is as good as new afterwards. Work for the host alone, as much as before a first step.
 *
 * @param task what validation asks of the model: rows of scores, or the ratings of single pairs
 * @param epochs two where a validation takes more once the best parameters so far are kept
 */
export async function rehearsedBytes(
  model: Recommender,
  train: Dataset,
  backend: Backend,
  training: TrainingOptions,
  { task = 'ranking', epochs = 1 }: { readonly task?: Task; readonly epochs?: number } = {},
): Promise<number> {
  const planning = new PlanningBackend(backend);
  const scope = planning.scope('scoring');
  const metric = training.earlyStopping?.metric ?? 'loss';
  let prepared = 0;
  let scorer: Scorer | null = null;
  try {
    await model.fit(train, {
      backend: planning,
      seed: 0,
      training: { ...training, epochs: Math.min(epochs, training.epochs), rangeTest: undefined },
      report: () => undefined,
      checkpoint: async () => {
        prepared = Math.max(prepared, planning.memory.current);
        return 'go';
      },
      validate: async () => {
        if (task === 'rating') {
          await predictSome(model, train);
          return { [metric]: 0 };
        }
        const tile = Math.max(1, Math.min(SCORED_USERS, Math.floor(SCORE_BYTES / (4 * train.items))));
        scorer ??= await model.scorer(scope, tile);
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

/** Predicts ratings of known pairs, as many as a validation may ask for at once. */
async function predictSome(model: Recommender, { byUser }: Dataset): Promise<void> {
  await model.predict?.(rowsOf(byUser).slice(0, PREDICTED), byUser.indices.slice(0, PREDICTED));
}
