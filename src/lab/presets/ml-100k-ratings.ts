import type { PresetTable } from './preset';

const knn = { neighbours: 40, shrinkage: 0 };

/** MovieLens 100K in five folds, as the README of Surprise reports it. */
export const fiveFolds: PresetTable = {
  name: 'ml-100k-ratings',
  title: { en: 'ML-100K, five folds', zh: 'ML-100K，五折交叉验证' },
  source: 'Surprise (Hug 2020, JOSS), README, “Benchmarks”; KFold(5, random_state = 0)',
  files: ['ml-100k/u.data'],
  seed: 0,
  data: { source: 'file', path: 'ml-100k/u.data', format: 'movielens-tab', feedback: 'explicit' },
  split: { protocol: 'k-fold', folds: 5 },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae'] },
  metrics: ['rmse', 'mae'],
  rows: [
    {
      name: 'bias',
      title: { en: 'Bias model (ALS)', zh: '偏置模型（ALS）' },
      model: 'bias',
      published: [0.944, 0.748],
      recomputed: [0.944, 0.7484],
    },
    {
      name: 'slope-one',
      title: { en: 'Slope One', zh: 'Slope One' },
      model: 'slope-one',
      published: [0.946, 0.743],
      recomputed: [0.9459, 0.7434],
    },
    {
      name: 'user-knn-msd',
      title: { en: 'User k-NN, MSD', zh: '基于用户的 k-NN，均方差' },
      model: 'user-knn',
      params: { ...knn, similarity: 'msd', centring: 'none' },
      published: [0.98, 0.774],
      recomputed: [0.9797, 0.7736],
    },
    {
      name: 'user-knn-cosine',
      title: { en: 'User k-NN, cosine', zh: '基于用户的 k-NN，余弦' },
      model: 'user-knn',
      params: { ...knn, similarity: 'cosine-common', centring: 'none' },
      recomputed: [1.0175, null],
    },
    {
      name: 'user-knn-pearson',
      title: { en: 'User k-NN, Pearson', zh: '基于用户的 k-NN，皮尔逊' },
      model: 'user-knn',
      params: { ...knn, similarity: 'pearson', centring: 'none' },
      recomputed: [1.0117, null],
    },
    {
      name: 'centred-user-knn-msd',
      title: { en: 'Centred user k-NN, MSD', zh: '均值中心化的用户 k-NN，均方差' },
      model: 'user-knn',
      params: { ...knn, similarity: 'msd', centring: 'mean' },
      published: [0.951, 0.749],
      recomputed: [0.9511, 0.7494],
    },
    {
      name: 'centred-user-knn-pearson',
      title: { en: 'Centred user k-NN, Pearson', zh: '均值中心化的用户 k-NN，皮尔逊' },
      model: 'user-knn',
      params: { ...knn, similarity: 'pearson', centring: 'mean' },
      recomputed: [0.9495, 0.7437],
    },
    {
      name: 'baseline-user-knn-msd',
      title: { en: 'User k-NN on the bias model, MSD', zh: '基于偏置模型的用户 k-NN，均方差' },
      model: 'user-knn',
      params: { ...knn, similarity: 'msd', centring: 'baseline' },
      published: [0.931, 0.733],
      recomputed: [0.9307, 0.7332],
    },
    {
      name: 'baseline-item-knn-pearson-baseline',
      title: {
        en: 'Item k-NN on the bias model, Pearson-baseline',
        zh: '基于偏置模型的物品 k-NN，基线皮尔逊',
      },
      model: 'item-knn',
      params: { neighbours: 40, similarity: 'pearson-baseline', shrinkage: 100, centring: 'baseline' },
      recomputed: [0.9176, 0.7196],
    },
    {
      name: 'centred-item-knn-cosine',
      title: { en: 'Centred item k-NN, cosine', zh: '均值中心化的物品 k-NN，余弦' },
      model: 'item-knn',
      params: { ...knn, similarity: 'cosine-common', centring: 'mean' },
      recomputed: [0.944, 0.742],
    },
    {
      name: 'svd',
      title: { en: 'SVD (Funk), 100 factors, 20 epochs', zh: 'SVD（Funk），100 个因子，20 轮' },
      model: 'mf',
      params: { factors: 100, learningRate: 0.005, regularization: 0.02, deviation: 0.1 },
      training: { epochs: 20 },
      published: [0.934, 0.737],
      recomputed: [0.9344, 0.7367],
      tolerance: 0.002,
    },
    {
      name: 'svd-tuned',
      title: { en: 'SVD (Funk), 50 factors, 100 epochs', zh: 'SVD（Funk），50 个因子，100 轮' },
      model: 'mf',
      // From vectors as large as Surprise's (0.1) it comes to .9131: ours sees the ratings in another order.
      params: { factors: 50, learningRate: 0.01, regularization: 0.1, deviation: 0.01 },
      training: { epochs: 100 },
      recomputed: [0.908, 0.7159],
      tolerance: 0.002,
    },
  ],
};
