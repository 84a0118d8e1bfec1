import type { ExperimentInput } from './experiment';

/** What stands ready when the page opens, and what the command line runs when it is given nothing: a network on the built-in store, so that one click gives a moving chart. */
export const defaultExperiment: ExperimentInput = {
  version: 1,
  name: '',
  seed: 42,
  data: { source: 'simulated' },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'mlp', params: {} },
  training: { epochs: 20 },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae'], cutoffs: [10] },
};
