import type { PresetTable } from './preset';

/** MovieLens 1M, 90/10: the AutoRec paper's table. */
export const autorec: PresetTable = {
  name: 'ml-1m-autorec',
  title: { en: 'ML-1M, 90/10', zh: 'ML-1M，90/10 划分' },
  source: 'Sedhain, Menon, Sanner & Xie 2015, AutoRec, WWW, Tables 1 and 2',
  files: ['ml-1m/ratings.dat'],
  data: { source: 'file', path: 'ml-1m/ratings.dat', format: 'movielens-dat', feedback: 'explicit' },
  split: { protocol: 'random', testRatio: 0.1, validationRatio: 0.05 },
  evaluation: { task: 'rating', metrics: ['rmse'] },
  metrics: ['rmse'],
  rows: [
    {
      name: 'i-autorec',
      title: { en: 'I-AutoRec, sigmoid and identity', zh: 'I-AutoRec（sigmoid，恒等）' },
      model: 'mlp',
      params: { axis: 'item', hidden: [500], activation: 'sigmoid', outputActivation: 'identity' },
      published: [0.831],
      tolerance: 0.005,
    },
    {
      name: 'u-autorec',
      title: { en: 'U-AutoRec, sigmoid and identity', zh: 'U-AutoRec（sigmoid，恒等）' },
      model: 'mlp',
      params: { axis: 'user', hidden: [500], activation: 'sigmoid', outputActivation: 'identity' },
      published: [0.874],
      tolerance: 0.005,
    },
  ],
};
