import { z } from 'zod';
import { embedding, factors, layers, negatives, weightDecay } from '../../models/pair-params';
import { parameters } from '../../models/parameters';
import { streamEntry } from './entry';
import { StreamNeuMf } from './neumf';

export const neumf = streamEntry({
  name: 'neumf',
  label: { en: 'Neural matrix factorisation with replay', zh: '带经验回放的神经矩阵分解' },
  summary: {
    en: 'A neural network that takes one step every few events, on these and on earlier ones from a reservoir.',
    zh: '每隔若干事件更新一步的神经网络，同时学习新事件与从蓄水池中抽取的旧事件。',
  },
  paper:
    'He, Liao, Zhang, Nie, Hu & Chua 2017, Neural collaborative filtering (WWW); Diaz-Aviles, Drumond, Schmidt-Thieme & Nejdl 2012, Real-time top-n recommendation in social streams (RecSys), for the reservoir; Vitter 1985, Random sampling with a reservoir (ACM TOMS 11), for how it is kept',
  params: z.strictObject({
    factors,
    embedding: embedding.default(8),
    layers: layers.default([16, 8]),
    batch: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(8)
      .register(parameters, {
        label: { en: 'Mini-batch', zh: '小批量' },
        help: {
          en: 'New events from one step of the network to the next.',
          zh: '网络相邻两步更新之间的新事件数。',
        },
        scale: 'log',
        sweep: [1, 128],
      }),
    replayed: z
      .number()
      .int()
      .min(0)
      .max(8)
      .default(1)
      .register(parameters, {
        label: { en: 'Replayed events', zh: '回放事件数' },
        help: {
          en: 'Earlier events that are learned again with each new one. 0: only what is new is learned.',
          zh: '每个新事件附带重新学习的旧事件数。0 表示只学习新事件。',
        },
        sweep: [0, 4],
      }),
    reservoir: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .register(parameters, {
        label: { en: 'Reservoir', zh: '蓄水池容量' },
        help: {
          en: 'Events that are kept to be replayed: a uniform sample of all so far.',
          zh: '为回放保留的事件数：迄今所有事件的均匀样本。',
        },
        scale: 'log',
        sweep: [100, 100_000],
      }),
    negatives,
    learningRate: z
      .number()
      .gt(0)
      .max(1)
      .default(0.02)
      .register(parameters, {
        label: { en: 'Learning rate', zh: '学习率' },
        help: { en: 'Step size of Adam.', zh: 'Adam 的步长。' },
        scale: 'log',
        sweep: [0.001, 0.05],
      }),
    weightDecay,
  }),
  create: (params, { histories, seed }) => new StreamNeuMf(histories, params, seed),
});
