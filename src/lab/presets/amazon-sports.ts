import type { PresetTable } from './preset';

/** Amazon Sports and Outdoors 5-core, the last item of each user held out, all items ranked. */
export const amazonSports: PresetTable = {
  name: 'amazon-sports',
  title: { en: 'Amazon Sports, last item', zh: 'Amazon Sports，留最后一项' },
  source: 'Zhou, Wang, Zhao et al. 2020, S3-Rec, CIKM; files of RUCAIBox/CIKM2020-S3Rec',
  files: ['amazon-sequences/Sports_and_Outdoors.txt'],
  data: {
    source: 'file',
    path: 'amazon-sequences/Sports_and_Outdoors.txt',
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
      published: [0.0094, 0.0053],
    },
    {
      name: 'item-knn',
      title: { en: 'Item k-NN, cosine', zh: '基于物品的 k-NN，余弦' },
      note: {
        en: 'Published: SASRec; the settings are those of Amazon Beauty.',
        zh: '发表值：SASRec；参数沿用 Amazon Beauty。',
      },
      model: 'item-knn',
      params: { similarity: 'cosine', neighbours: 1000, shrinkage: 20 },
      published: [0.035, 0.0192],
    },
    {
      name: 'item-knn-recency',
      title: { en: 'Item k-NN, recent items count more', zh: '基于物品的 k-NN，近期物品权重更高' },
      note: {
        en: 'Published: SASRec; the settings are those of Amazon Beauty.',
        zh: '发表值：SASRec；参数沿用 Amazon Beauty。',
      },
      model: 'item-knn',
      params: { similarity: 'cosine', neighbours: 1000, shrinkage: 20, recency: 0.5 },
      published: [0.035, 0.0192],
    },
  ],
};
