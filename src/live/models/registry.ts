import { z } from 'zod';
import { parameters } from '../../models/parameters';
import { StreamBpr } from './bpr-mf';
import { contentProfile } from './content-profile-entry';
import { streamEntry, type StreamModelEntry } from './entry';
import { StreamFactorization } from './factorization';
import { isgd } from './isgd-entry';
import { StreamItemKnn } from './item-knn';
import { StreamMean } from './mean';
import { neumf } from './neumf-entry';
import { StreamPopularity } from './popularity';
import { decay, factors, learningRate, rate, regularization } from './step-params';
import { StreamUserKnn } from './user-knn';

const DAY = 86_400;

const popularity = streamEntry({
  name: 'popularity',
  label: { en: 'Popularity', zh: '热门' },
  summary: {
    en: 'The most frequent items so far; with a half-life, old fame fades.',
    zh: '迄今最常出现的物品；设置半衰期后，旧的热度会逐渐消退。',
  },
  paper: 'Cormode, Shkapenyuk, Srivastava & Xu 2009, Forward decay (ICDE), for the half-life',
  params: z.strictObject({
    halfLife: z
      .number()
      .gt(0)
      .nullable()
      .default(null)
      .register(parameters, {
        label: { en: 'Half-life (days)', zh: '半衰期（天）' },
        help: {
          en: 'After this many days an event counts half. Empty: all events count alike.',
          zh: '经过这么多天后，一个事件的权重减半。留空表示所有事件等权。',
        },
        scale: 'log',
        sweep: [1, 365],
        formula: 'weight = 2^(−age / half-life)',
      }),
  }),
  create: ({ halfLife }, { histories }) =>
    new StreamPopularity(histories, halfLife === null ? null : halfLife * DAY),
});

const mean = streamEntry({
  name: 'mean',
  label: { en: 'Running mean', zh: '滑动均值' },
  summary: {
    en: 'Predicts the mean of all ratings so far.',
    zh: '以迄今所有评分的均值作为预测。',
  },
  paper: '–',
  params: z.strictObject({}),
  create: () => new StreamMean(),
});

const bias = streamEntry({
  name: 'bias',
  label: { en: 'Bias model (SGD)', zh: '偏置模型（SGD）' },
  summary: {
    en: 'Running mean plus a bias of user and item, learned one event at a time.',
    zh: '滑动均值加用户与物品偏置，逐事件学习。',
  },
  paper: 'Koren, Bell & Volinsky 2009, Matrix factorization techniques for recommender systems (Computer 42)',
  params: z.strictObject({
    learningRate: rate(0.025).register(parameters, learningRate),
    regularization: decay().register(parameters, regularization),
  }),
  create: (params, { histories, seed }) =>
    new StreamFactorization(
      'bias',
      histories,
      {
        factors: 0,
        biasLearningRate: params.learningRate,
        factorLearningRate: 0,
        biasRegularization: params.regularization,
        factorRegularization: 0,
        initialDeviation: 0,
      },
      seed,
    ),
});

const mf = streamEntry({
  name: 'mf',
  label: { en: 'Incremental matrix factorisation', zh: '增量矩阵分解' },
  summary: {
    en: 'Biases and latent factors of ratings, by one step of gradient descent an event; without ratings, ISGD is its like.',
    zh: '每个事件做一步梯度下降，学习评分的偏置与隐因子；没有评分时请用 ISGD。',
  },
  paper:
    'Koren, Bell & Volinsky 2009, Matrix factorization techniques for recommender systems (Computer 42); one pass as in Vinagre, Jorge & Gama 2014 (UMAP)',
  params: z.strictObject({
    factors: factors(10),
    biasLearningRate: rate(0.025).register(parameters, {
      ...learningRate,
      label: { en: 'Learning rate of biases', zh: '偏置学习率' },
    }),
    factorLearningRate: rate(0.05).register(parameters, {
      ...learningRate,
      label: { en: 'Learning rate of factors', zh: '隐因子学习率' },
    }),
    regularization: decay().register(parameters, regularization),
  }),
  create: (params, { histories, seed }) =>
    new StreamFactorization(
      'mf',
      histories,
      {
        factors: params.factors,
        biasLearningRate: params.biasLearningRate,
        factorLearningRate: params.factorLearningRate,
        biasRegularization: params.regularization,
        factorRegularization: params.regularization,
        initialDeviation: 0.1,
      },
      seed,
    ),
});

const shrinkage = () =>
  z
    .number()
    .min(0)
    .max(10_000)
    .default(10)
    .register(parameters, {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'Added to the denominator, so that a few users in common do not make two entries alike.',
        zh: '加在分母上，避免仅凭少量共现就判定相似。',
      },
      sweep: [0, 100],
      formula: 's = n₁₂ / (√(n₁ · n₂) + shrinkage)',
    });

const itemKnn = streamEntry({
  name: 'item-knn',
  label: { en: 'Incremental item k-NN', zh: '增量物品近邻' },
  summary: {
    en: 'Items that share users with the history, by exact counts that follow every event.',
    zh: '推荐与历史物品拥有共同用户的物品，共现计数随每个事件精确更新。',
  },
  paper:
    'Papagelis, Rousidis, Plexousakis & Theoharopoulos 2005, Incremental collaborative filtering (ISMIS)',
  params: z.strictObject({
    shrinkage: shrinkage(),
    recency: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .register(parameters, {
        label: { en: 'Recency', zh: '近因权重' },
        help: {
          en: 'Each step back in the history counts this share of the next. 1: all alike.',
          zh: '历史中每往前一步，权重乘以该值。1 表示所有历史等权。',
        },
        sweep: [0.5, 1],
      }),
  }),
  create: (params, { histories }) => new StreamItemKnn(histories, params),
});

const userKnn = streamEntry({
  name: 'user-knn',
  label: { en: 'Incremental user k-NN', zh: '增量用户近邻' },
  summary: {
    en: 'What the users nearest to this one have, by exact counts that follow every event.',
    zh: '推荐最相近用户拥有的物品，共现计数随每个事件精确更新。',
  },
  paper:
    'Papagelis, Rousidis, Plexousakis & Theoharopoulos 2005, Incremental collaborative filtering (ISMIS)',
  params: z.strictObject({
    neighbours: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(50)
      .register(parameters, {
        label: { en: 'Neighbours', zh: '近邻数' },
        help: { en: 'How many of the nearest users are asked.', zh: '参考多少个最相近的用户。' },
        scale: 'log',
        sweep: [5, 500],
      }),
    shrinkage: shrinkage(),
  }),
  create: (params, { histories }) => new StreamUserKnn(histories, params),
});

const bprMf = streamEntry({
  name: 'bpr-mf',
  label: { en: 'Online BPR', zh: '在线 BPR' },
  summary: {
    en: 'Latent factors that put each new item above items the user has not met, one event at a time.',
    zh: '逐事件学习隐因子，使新交互的物品排在用户未接触的物品之前。',
  },
  paper: 'Rendle, Freudenthaler, Gantner & Schmidt-Thieme 2009, BPR (UAI)',
  params: z.strictObject({
    factors: factors(20),
    negatives: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .register(parameters, {
        label: { en: 'Negatives', zh: '负样本数' },
        help: {
          en: 'Items outside the history that each event is compared with.',
          zh: '每个事件与多少个历史之外的物品比较。',
        },
        scale: 'log',
        sweep: [1, 20],
      }),
    learningRate: rate(0.05).register(parameters, learningRate),
    regularization: decay().register(parameters, { ...regularization, sweep: [0, 0.1] }),
  }),
  create: (params, { histories, seed }) => new StreamBpr(histories, params, seed),
});

/** All models that learn from a stream, in the order in which they are offered. */
export const streamModels: readonly StreamModelEntry[] = [
  popularity,
  mean,
  bias,
  mf,
  isgd,
  itemKnn,
  userKnn,
  bprMf,
  neumf,
  contentProfile,
];
