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
    {
      name: 'gru4rec',
      title: { en: 'GRU4Rec, sampled softmax', zh: 'GRU4Rec，采样 Softmax' },
      model: 'gru4rec',
      params: {
        factors: 64,
        hiddenUnits: [64],
        sequenceLength: 20,
        loss: 'cross-entropy',
        negatives: 256,
        dropout: 0.2,
      },
      training: { epochs: 10, batchSize: 16, optimizer: { name: 'adam', learningRate: 0.004 } },
      published: [0.0283, 0.0137],
      tolerance: 0.002,
    },
    {
      name: 'caser',
      title: { en: 'Caser, sampled softmax', zh: 'Caser，采样 Softmax' },
      model: 'caser',
      params: {
        factors: 64,
        sequenceLength: 5,
        horizontalFilters: 16,
        verticalFilters: 4,
        loss: 'cross-entropy',
        negatives: 256,
        dropout: 0.5,
      },
      training: { epochs: 6, batchSize: 128, optimizer: { name: 'adam', learningRate: 0.002 } },
      published: [0.0347, 0.0176],
      tolerance: 0.002,
    },
  ],
};
