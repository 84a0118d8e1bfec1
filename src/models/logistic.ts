import { z } from 'zod';
import type { Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { WideDeepNetwork } from '../nn/wide-deep-network';
import { priceBuckets } from './feature-params';
import { FeatureRecommender } from './feature-model';
import { featuresOf } from './features-of';
import { negatives, sampling, weightDecay } from './pair-params';
import type { FitContext, ModelEntry } from './recommender';

const params = z.strictObject({ priceBuckets, negatives, sampling, weightDecay });

type Params = z.output<typeof params>;

/** ŷ = σ(x·W·yᵀ + w_i), x and y the user's and the item's features and a constant */
class Logistic extends FeatureRecommender<WideDeepNetwork> {
  constructor(readonly params: Params) {
    super(params);
  }

  protected override build(scope: Scope, train: Dataset, context: FitContext): WideDeepNetwork {
    const sides = featuresOf(train, { ...this.params, wordBuckets: 0 }, context);
    const none = { embedding: 0, featureEmbedding: 0, layers: [] };
    const shape = { ...sides, ...none, deep: false, activation: 'identity' } as const;
    return new WideDeepNetwork(context.backend, scope, shape, context.seed);
  }
}

export const logistic: ModelEntry<typeof params> = {
  name: 'logistic',
  label: { en: 'Logistic regression', zh: '逻辑回归（CTR 基线）' },
  summary: {
    en: 'The chance of a click from crossed features: what a user usually buys with what an item is (category, brand, price), and a weight for each item. The baseline of click prediction.',
    zh: '由交叉特征预测点击概率：用户惯常购买的类别、品牌、价格与物品的类别、品牌、价格的组合，以及每个物品的权重。点击率预测的基线。',
  },
  paper:
    'Richardson, M., Dominowska, E., Ragno, R. (2007). Predicting clicks: estimating the click-through rate for new ads. WWW.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new Logistic(values),
};
