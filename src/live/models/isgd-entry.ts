import { z } from 'zod';
import { parameters } from '../../models/parameters';
import { streamEntry } from './entry';
import { StreamIsgd } from './isgd';
import { decay, factors, learningRate, rate, regularization } from './step-params';

export const isgd = streamEntry({
  name: 'isgd',
  label: { en: 'ISGD with recency-based negatives', zh: '带近因负反馈的 ISGD' },
  summary: {
    en: 'Matrix factorisation of what came, ratings aside; items that came longest ago count as not wanted.',
    zh: '只看交互、不看评分的增量矩阵分解；最久未出现的物品视为不被需要。',
  },
  paper:
    'Vinagre, Jorge & Gama 2014, Fast incremental matrix factorization for recommendation with positive-only feedback (UMAP); 2015, Collaborative filtering with recency-based negative feedback (SAC), for the negatives',
  params: z.strictObject({
    factors: factors(20),
    negatives: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(5)
      .register(parameters, {
        label: { en: 'Negatives', zh: '负样本数' },
        help: {
          en: 'Items that came longest ago, from which the user steps away at each event. 0: plain ISGD.',
          zh: '每个事件中，用户远离的最久未出现物品的数量。0 表示原始 ISGD。',
        },
        sweep: [0, 20],
      }),
    learningRate: rate(0.2).register(parameters, { ...learningRate, sweep: [0.01, 0.5] }),
    regularization: decay(0.01).register(parameters, regularization),
  }),
  create: (params, { histories, seed }) => new StreamIsgd(histories, params, seed),
});
