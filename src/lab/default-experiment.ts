import type { ExperimentInput } from './experiment';

/**
 * What stands ready when the page opens, and what the command line runs when it is given nothing: one click gives a
 * curve that moves for seconds, on a GPU or without one, and ends significantly below its baseline.
 */
export const defaultExperiment: ExperimentInput = {
  version: 1,
  name: '',
  seed: 42,
  data: { source: 'simulated' },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'mf', params: { factors: 32 } },
  training: { epochs: 40, earlyStopping: { metric: 'rmse', patience: 5 } },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae', 'accuracy'], cutoffs: [10] },
};
