import { z } from 'zod';
import type { Dataset } from '../data/dataset';
import type { PairShape } from '../nn/pair-network';
import { PairModel } from './pair-model';
import { batchNorm, embedding, layers, negatives, sampling, weightDecay } from './pair-params';
import type { ModelEntry } from './recommender';

const params = z.strictObject({ factors: embedding, layers, batchNorm, negatives, sampling, weightDecay });

type Params = z.output<typeof params>;

/** ŷ = σ(h·φ_L(… φ_1([p_u, q_i])) + b), φ with ReLU */
class NcfMlp extends PairModel {
  constructor(readonly params: Params) {
    super(params);
  }

  protected override shapeFor({ users, items }: Dataset): PairShape {
    const { factors, layers: widths, batchNorm: normalised } = this.params;
    const tower = { embedding: factors, layers: widths, batchNorm: normalised };
    return { users, items, factors: 0, tower, activation: 'relu' };
  }
}

export const ncfMlp: ModelEntry<typeof params> = {
  name: 'ncf-mlp',
  label: { en: 'NCF, multilayer perceptron', zh: '神经协同过滤：多层感知机（NCF-MLP）' },
  summary: {
    en: 'User and item vectors side by side through dense layers; learns choices against sampled items.',
    zh: '用户向量与物品向量拼接后通过全连接层；以采样物品为负例学习用户的选择。',
  },
  paper:
    'He, X., Liao, L., Zhang, H., Nie, L., Hu, X., Chua, T.-S. (2017). Neural Collaborative Filtering. WWW, §3.3.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new NcfMlp(values),
};
