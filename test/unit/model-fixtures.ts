import type { Backend } from '../../src/compute/backend';
import type { FitContext, TrainingOptions } from '../../src/models/recommender';

const training: TrainingOptions = {
  epochs: 30,
  batchSize: 128,
  optimizer: { name: 'adam', learningRate: 0.001, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  loss: 'mse',
  earlyStopping: null,
};

/** A fit that nobody watches. */
export function fitContext(backend: Backend, changes: Partial<FitContext> = {}): FitContext {
  return {
    backend,
    seed: 42,
    training,
    report: () => undefined,
    checkpoint: async () => 'go',
    validate: null,
    warn: () => undefined,
    ...changes,
  };
}
