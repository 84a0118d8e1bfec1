import { z } from 'zod';
import type { Dataset } from '../data/dataset';
import type { PairShape } from '../nn/pair-network';
import { PairModel } from './pair-model';
import { factors, negatives, sampling, weightDecay } from './pair-params';
import type { ModelEntry } from './recommender';

const params = z.strictObject({ factors, negatives, sampling, weightDecay });

type Params = z.output<typeof params>;

/** ŷ = σ(h·(p_u ∘ q_i) + b) */
class Gmf extends PairModel {
  constructor(readonly params: Params) {
    super(params);
  }

  protected override shapeFor({ users, items }: Dataset): PairShape {
    return { users, items, factors: this.params.factors, tower: null, activation: 'identity' };
  }
}

export const gmf: ModelEntry<typeof params> = {
  name: 'gmf',
  label: { en: 'Generalised matrix factorization', zh: '广义矩阵分解（GMF）' },
  summary: {
    en: 'User and item vectors multiplied element by element and weighted by one layer; learns choices against sampled items.',
    zh: '用户向量与物品向量逐元素相乘，再由一层网络加权；以采样物品为负例学习用户的选择。',
  },
  paper:
    'He, X., Liao, L., Zhang, H., Nie, L., Hu, X., Chua, T.-S. (2017). Neural Collaborative Filtering. WWW, §3.2.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new Gmf(values),
};
