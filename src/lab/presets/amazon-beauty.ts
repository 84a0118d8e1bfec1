import type { PresetTable } from './preset';

/** Amazon Beauty 5-core, the last item of each user held out, all items ranked. */
export const amazonBeauty: PresetTable = {
  name: 'amazon-beauty',
  title: { en: 'Amazon Beauty, last item', zh: 'Amazon Beauty，留最后一项' },
  source: 'Zhou, Wang, Zhao et al. 2020, S3-Rec, CIKM; files of RUCAIBox/CIKM2020-S3Rec',
  files: ['amazon-sequences/Beauty.txt'],
  data: {
    source: 'file',
    path: 'amazon-sequences/Beauty.txt',
    format: 'user-sequences',
    feedback: 'implicit',
  },
  split: { protocol: 'leave-one-out' },
  evaluation: { task: 'ranking', metrics: ['hit-rate', 'ndcg'], cutoffs: [10] },
  metrics: ['hit-rate@10', 'ndcg@10'],
  rows: [
    {
      name: 'popularity',
      title: { en: 'Popularity', zh: '流行度' },
      model: 'popularity',
      published: [0.0152, 0.0068],
      recomputed: [0.0141, 0.0063],
    },
    {
      name: 'item-knn',
      title: { en: 'Item k-NN, cosine', zh: '基于物品的 k-NN，余弦' },
      model: 'item-knn',
      params: { similarity: 'cosine', neighbours: 1000, shrinkage: 20 },
      recomputed: [0.0725, 0.0412],
      tolerance: 0.002,
    },
  ],
};
