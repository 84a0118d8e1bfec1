import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { ResearcherError } from '../errors';
import { SasRecNetwork } from '../nn/sasrec-network';
import { weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { ModelEntry } from './recommender';
import { SequenceModel } from './sequence-model';
import {
  augmentations,
  dropout,
  negatives,
  negativeWeight,
  sampleExponent,
  sequenceLength,
} from './sequence-params';

const params = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(64)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: {
        en: 'Length of an item’s vector, and width of every layer; a multiple of the heads.',
        zh: '物品向量的长度，也是各层的宽度；须为头数的整数倍。',
      },
      scale: 'log',
      sweep: [16, 128],
    }),
  blocks: z
    .number()
    .int()
    .min(1)
    .max(8)
    .default(2)
    .register(parameters, {
      label: { en: 'Blocks', zh: '模块数' },
      help: {
        en: 'Blocks of self-attention and two dense layers, one behind another.',
        zh: '依次堆叠的模块数，每个模块含自注意力与两个全连接层。',
      },
      sweep: [1, 3],
    }),
  heads: z
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .register(parameters, {
      label: { en: 'Heads', zh: '注意力头数' },
      help: {
        en: 'Parts of the vectors that look back each in their own way.',
        zh: '向量被分成的部分数，各部分独立计算注意力。',
      },
      sweep: [1, 4],
    }),
  sequenceLength,
  loss: z
    .enum(['cross-entropy', 'bpr-max', 'bce'])
    .default('cross-entropy')
    .register(parameters, {
      label: { en: 'Loss', zh: '损失函数' },
      help: {
        en: 'How the item that came next is compared with the others; the paper takes binary cross-entropy.',
        zh: '真实的下一物品与其他物品的比较方式；论文采用二元交叉熵。',
      },
      options: {
        'cross-entropy': { en: 'softmax cross-entropy', zh: 'Softmax 交叉熵' },
        'bpr-max': { en: 'BPR-max', zh: 'BPR-max' },
        bce: { en: 'binary cross-entropy', zh: '二元交叉熵' },
      },
    }),
  negatives,
  negativeWeight: negativeWeight.clone().default(1).register(parameters, parameters.get(negativeWeight)!),
  sampleExponent,
  dropout,
  ...augmentations,
  weightDecay,
});

type Params = z.output<typeof params>;

/** x_j = h_t·v_j + b_j, h_t = blocks of self-attention over [v of the items up to t] + [vectors of their places] */
class SasRec extends SequenceModel {
  protected override readonly sequenceLength: number;
  protected override readonly options;

  constructor(readonly params: Params) {
    super();
    this.sequenceLength = params.sequenceLength;
    this.options = { ...params, scoreRegularization: 1 };
  }

  protected override create(backend: Backend, scope: Scope, { items }: Dataset, seed: number): SasRecNetwork {
    const { factors, heads } = this.params;
    if (factors % heads !== 0)
      throw new ResearcherError(
        'model.heads',
        {
          en: `${factors} factors cannot be divided among ${heads} heads. Take a multiple of ${heads}, or other heads.`,
          zh: `${factors} 个因子无法平分给 ${heads} 个注意力头。请将因子数设为 ${heads} 的整数倍，或更改头数。`,
        },
        { path: 'model.params.heads' },
      );
    return new SasRecNetwork(backend, scope, { ...this.params, items }, seed);
  }
}

export const sasrec: ModelEntry<typeof params> = {
  name: 'sasrec',
  label: { en: 'SASRec', zh: 'SASRec（自注意力）' },
  summary: {
    en: 'Self-attention over a user’s items in order scores what comes next.',
    zh: '对用户按时间排列的物品做自注意力，为下一个物品打分。',
  },
  paper: 'Kang, W.-C., McAuley, J. (2018). Self-Attentive Sequential Recommendation. ICDM.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new SasRec(values),
};
