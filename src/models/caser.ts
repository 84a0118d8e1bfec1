import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { CaserNetwork } from '../nn/caser-network';
import { weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { ModelEntry } from './recommender';
import { SequenceModel } from './sequence-model';
import { augmentations, dropout, negatives, negativeWeight, sampleExponent } from './sequence-params';

const params = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(64)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Length of a user’s and of an item’s vector.', zh: '用户向量与物品向量的长度。' },
      scale: 'log',
      sweep: [16, 128],
    }),
  sequenceLength: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(5)
    .register(parameters, {
      label: { en: 'Sequence length', zh: '序列长度' },
      help: {
        en: 'How many of a user’s last items form the image that the filters look at.',
        zh: '用户最近的多少个物品构成滤波器所看的“图像”。',
      },
      sweep: [3, 9],
    }),
  horizontalFilters: z
    .number()
    .int()
    .min(1)
    .max(256)
    .default(16)
    .register(parameters, {
      label: { en: 'Horizontal filters', zh: '水平卷积核数' },
      help: {
        en: 'Filters of each height, from one position to all of them; each gives its greatest value over time.',
        zh: '从一个位置到全部位置，每种高度的卷积核数；各取其在时间上的最大值。',
      },
      scale: 'log',
      sweep: [4, 64],
    }),
  verticalFilters: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .register(parameters, {
      label: { en: 'Vertical filters', zh: '垂直卷积核数' },
      help: {
        en: 'Weighted sums of the item vectors over all positions.',
        zh: '物品向量在全部位置上的加权和的个数。',
      },
      scale: 'log',
      sweep: [1, 16],
    }),
  loss: z
    .enum(['bce', 'cross-entropy', 'bpr-max'])
    .default('bce')
    .register(parameters, {
      label: { en: 'Loss', zh: '损失函数' },
      help: {
        en: 'How the item that came next is compared with the others; the paper takes binary cross-entropy.',
        zh: '真实的下一物品与其他物品的比较方式；论文采用二元交叉熵。',
      },
      options: {
        bce: { en: 'binary cross-entropy', zh: '二元交叉熵' },
        'cross-entropy': { en: 'softmax cross-entropy', zh: 'Softmax 交叉熵' },
        'bpr-max': { en: 'BPR-max', zh: 'BPR-max' },
      },
    }),
  negatives,
  negativeWeight,
  sampleExponent,
  dropout: dropout
    .clone()
    .default(0.5)
    .register(parameters, {
      ...parameters.get(dropout)!,
      help: {
        en: 'Share of what the filters found that is set to zero in training.',
        zh: '训练时将滤波器输出置零的比例。',
      },
    }),
  ...augmentations,
  weightDecay,
});

type Params = z.output<typeof params>;

/** x_j = [φ(horizontal and vertical filters over the last items), p_u]·v_j + b_j */
class Caser extends SequenceModel {
  protected override readonly sequenceLength: number;
  protected override readonly options;

  constructor(readonly params: Params) {
    super();
    this.sequenceLength = params.sequenceLength;
    this.options = { ...params, scoreRegularization: 1 };
  }

  protected override create(
    backend: Backend,
    scope: Scope,
    { users, items }: Dataset,
    seed: number,
  ): CaserNetwork {
    return new CaserNetwork(backend, scope, { ...this.params, users, items }, seed);
  }
}

export const caser: ModelEntry<typeof params> = {
  name: 'caser',
  label: { en: 'Caser', zh: 'Caser（卷积神经网络）' },
  summary: {
    en: 'Convolutions over a user’s last items, beside the user’s own vector, score what comes next.',
    zh: '对用户最近的物品做卷积，并结合用户向量，为下一个物品打分。',
  },
  paper:
    'Tang, J., Wang, K. (2018). Personalized Top-N Sequential Recommendation via Convolutional Sequence Embedding. WSDM.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new Caser(values),
};
