import type { PresetTable } from './preset';

/** Gowalla check-ins, the split of LightGCN, full ranking. */
export const gowalla: PresetTable = {
  name: 'gowalla',
  title: { en: 'Gowalla, split of LightGCN', zh: 'Gowalla，LightGCN 划分' },
  source: 'He, Deng, Wang et al. 2020, LightGCN, SIGIR; files of gusye1234/LightGCN-PyTorch',
  files: ['gowalla/train.txt', 'gowalla/test.txt'],
  data: { source: 'file', path: 'gowalla/train.txt', format: 'user-item-lists', feedback: 'implicit' },
  split: { protocol: 'predefined', testPath: 'gowalla/test.txt' },
  evaluation: { task: 'ranking', metrics: ['recall', 'ndcg'], cutoffs: [20] },
  metrics: ['recall@20', 'ndcg@20'],
  rows: [
    {
      name: 'popularity',
      title: { en: 'Popularity', zh: '流行度' },
      model: 'popularity',
      recomputed: [0.0416, 0.0317],
    },
  ],
};
