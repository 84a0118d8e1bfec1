import { z } from 'zod';
import type { Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { WideDeepNetwork } from '../nn/wide-deep-network';
import { featureEmbedding, priceBuckets, wordBuckets } from './feature-params';
import { FeatureRecommender } from './feature-model';
import { featuresOf } from './features-of';
import { embedding, layers, negatives, sampling, weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { FitContext, ModelEntry } from './recommender';

const params = z.strictObject({
  embedding,
  featureEmbedding,
  layers,
  crossings: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'Wide part', zh: '宽度部分（Wide）' },
      help: {
        en: 'A weight for each pairing of what a user usually buys with what an item is (category, brand, price).',
        zh: '用户惯常购买的类别、品牌、价格与物品的类别、品牌、价格的每一种组合各有一个权重。',
      },
      formula: 'Σ_ab w_ab · x_a · y_b',
    }),
  priceBuckets,
  wordBuckets,
  negatives,
  sampling,
  weightDecay,
});

type Params = z.output<typeof params>;

/** ŷ = σ(x·W·yᵀ + w_i + h·φ_L(… φ_1([p_u, q_i, Σ e_x, Σ e_y])) + b), φ with ReLU */
class WideDeep extends FeatureRecommender<WideDeepNetwork> {
  constructor(readonly params: Params) {
    super(params);
  }

  protected override build(scope: Scope, train: Dataset, context: FitContext): WideDeepNetwork {
    const { users, items, crossed } = featuresOf(train, this.params, context);
    const shape = {
      ...this.params,
      ...{ users, items, activation: 'relu' as const, deep: true },
      crossed: this.params.crossings ? crossed : null,
    } as const;
    return new WideDeepNetwork(context.backend, scope, shape, context.seed);
  }
}

export const wideDeep: ModelEntry<typeof params> = {
  name: 'wide-deep',
  label: { en: 'Wide & Deep', zh: '宽度与深度模型（Wide & Deep）' },
  summary: {
    en: 'A linear model over crossed features beside dense layers over vectors of users, items and features. Trained by cross-entropy against sampled items.',
    zh: '交叉特征的线性模型与基于用户、物品、特征向量的全连接层并行，以交叉熵对照采样物品训练。',
  },
  paper:
    'Cheng, H.-T. et al. (2016). Wide & Deep Learning for Recommender Systems. DLRS. (Both parts by the optimiser of the training block; the paper has FTRL for the wide one.)',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new WideDeep(values),
};
