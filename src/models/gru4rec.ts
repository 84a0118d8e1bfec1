import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { GruNetwork } from '../nn/gru-network';
import { weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { ModelEntry } from './recommender';
import { SequenceModel } from './sequence-model';
import { augmentations, dropout, negatives, sampleExponent, sequenceLength } from './sequence-params';

const params = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(64)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Length of an item’s vector.', zh: '物品向量的长度。' },
      scale: 'log',
      sweep: [16, 128],
    }),
  hiddenUnits: z
    .array(z.number().int().min(1).max(1024))
    .min(1)
    .max(4)
    .default([64])
    .register(parameters, {
      label: { en: 'Hidden units', zh: '隐藏单元数' },
      help: { en: 'Width of each recurrent layer, from the input on.', zh: '从输入起各循环层的宽度。' },
    }),
  tied: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'Shared item vectors', zh: '共享物品向量' },
      help: {
        en: 'Input and output use the same item vectors; where the last layer is not as wide, a dense layer stands between.',
        zh: '输入与输出使用同一组物品向量；若末层宽度不同，其间加一个全连接层。',
      },
    }),
  sequenceLength,
  loss: z
    .enum(['cross-entropy', 'bpr-max', 'bce'])
    .default('cross-entropy')
    .register(parameters, {
      label: { en: 'Loss', zh: '损失函数' },
      help: {
        en: 'How the item that came next is compared with the others.',
        zh: '真实的下一物品与其他物品的比较方式。',
      },
      options: {
        'cross-entropy': { en: 'softmax cross-entropy', zh: 'Softmax 交叉熵' },
        'bpr-max': { en: 'BPR-max', zh: 'BPR-max' },
        bce: { en: 'binary cross-entropy', zh: '二元交叉熵' },
      },
    }),
  negatives,
  sampleExponent,
  scoreRegularization: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .register(parameters, {
      label: { en: 'Score regularization', zh: '得分正则化' },
      help: {
        en: 'For BPR-max: weight of the squared scores of the sampled items.',
        zh: '仅用于 BPR-max：采样物品得分平方项的权重。',
      },
      formula: 'λ · Σ s_j · x_j²',
      scale: 'linear',
      sweep: [0, 2],
    }),
  dropout,
  ...augmentations,
  weightDecay,
});

type Params = z.output<typeof params>;

/** x_j = h_t·v_j + b_j, h_t = GRU(v of the items up to t) */
class Gru4Rec extends SequenceModel {
  protected override readonly sequenceLength: number;
  protected override readonly options;

  constructor(readonly params: Params) {
    super();
    this.sequenceLength = params.sequenceLength;
    this.options = { ...params, negativeWeight: 1 };
  }

  protected override create(backend: Backend, scope: Scope, { items }: Dataset, seed: number): GruNetwork {
    const { hiddenUnits: hidden, ...shape } = this.params;
    return new GruNetwork(backend, scope, { ...shape, hidden, items }, seed);
  }
}

export const gru4rec: ModelEntry<typeof params> = {
  name: 'gru4rec',
  label: { en: 'GRU4Rec', zh: 'GRU4Rec（循环神经网络）' },
  summary: {
    en: 'A recurrent network reads a user’s items in order and scores what comes next.',
    zh: '循环神经网络按顺序读取用户的物品，并为下一个物品打分。',
  },
  paper:
    'Hidasi, B., Karatzoglou, A., Baltrunas, L., Tikk, D. (2016). Session-based Recommendations with Recurrent Neural Networks. ICLR. Losses: Hidasi, B., Karatzoglou, A. (2018). Recurrent Neural Networks with Top-k Gains for Session-based Recommendations. CIKM.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new Gru4Rec(values),
};
