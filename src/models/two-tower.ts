import { z } from 'zod';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { TwoTowerNetwork } from '../nn/two-tower-network';
import { featureEmbedding, priceBuckets, wordBuckets } from './feature-params';
import { FeatureRecommender } from './feature-model';
import { featuresOf } from './features-of';
import { embedding, layers, negatives, sampling, weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, Scorer } from './recommender';

const params = z.strictObject({
  embedding,
  featureEmbedding,
  layers: layers.clone().default([64, 32]).register(parameters, parameters.get(layers)!),
  ids: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'Vectors of ids', zh: 'ID 向量' },
      help: {
        en: 'Each user and item has a vector of its own beside those of its features. Without, items are their features alone, new ones as well as old.',
        zh: '除特征向量外，每个用户与物品另有自己的向量。不使用时，新旧物品均只由其特征表示。',
      },
    }),
  loss: z
    .enum(['softmax', 'bpr', 'bce'])
    .default('softmax')
    .register(parameters, {
      label: { en: 'Ranking loss', zh: '排序损失' },
      help: {
        en: 'How a chosen item is compared with the sampled ones. The softmax takes the chance of being sampled into account.',
        zh: '被选物品与采样物品的比较方式。Softmax 会校正各物品被采样的概率。',
      },
      formula: '−ln softmax(u·v − ln Q)',
      options: {
        softmax: { en: 'sampled softmax', zh: '采样 Softmax' },
        bpr: { en: 'BPR', zh: 'BPR' },
        bce: { en: 'binary cross-entropy', zh: '二元交叉熵' },
      },
    }),
  priceBuckets,
  wordBuckets,
  negatives: negatives.clone().default(8).register(parameters, parameters.get(negatives)!),
  sampling,
  weightDecay,
});

type Params = z.output<typeof params>;

/** Vectors made at once: enough to fill a device, small in memory. */
const ROWS = 16_384;

/** score(u, i) = f([p_u, Σ e_x]) · g([q_i, Σ e_y]), f and g dense layers with ReLU between */
class TwoTower extends FeatureRecommender<TwoTowerNetwork> {
  #items = 0;

  constructor(readonly params: Params) {
    super(params);
  }

  protected override build(scope: Scope, train: Dataset, context: FitContext): TwoTowerNetwork {
    this.#items = train.items;
    const { users, items } = featuresOf(train, this.params, context);
    const described = users.features !== null && items.features !== null;
    const corrected = this.params.loss === 'softmax' && this.params.sampling === 'popularity';
    const shape = {
      ...this.params,
      ...{ users, items, activation: 'relu' as const },
      embedding: this.params.ids || !described ? this.params.embedding : 0,
      correction: corrected ? corrections(train) : null,
    } as const;
    return new TwoTowerNetwork(context.backend, scope, shape, context.seed);
  }

  /** All items' vectors once, then the users' of each tile against them. */
  override async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const network = this.network();
    const { backend, width } = network;
    const vectors = itemVectors(backend, scope, network, this.#items);
    const users = scope.tensor('u32', Math.ceil(tile / 4) * 4, 'users');
    const { values, forward } = network.inferVectors(scope, 'users', users, tile);
    const out = scope.tensor('f32', tile * this.#items, 'scores');
    const meet = backend.kernels.gemm(scope, {
      ...{ a: values, b: vectors, out, m: tile, n: this.#items, k: width, transposeB: true },
    });
    return {
      out,
      tile,
      score: (codes) => {
        backend.write(users, Uint32Array.from(codes));
        backend.run([...forward, meet]);
      },
    };
  }
}

function itemVectors(backend: Backend, scope: Scope, network: TwoTowerNetwork, items: number): Tensor<'f32'> {
  const { width } = network;
  const vectors = scope.tensor('f32', items * width, 'vectors of the items');
  const pieces = backend.scope('pieces of items');
  const rows = Math.min(ROWS, items);
  const ids = pieces.tensor('u32', Math.ceil(rows / 4) * 4, 'items');
  const { values, forward } = network.inferVectors(pieces, 'items', ids, rows);
  for (let first = 0; first < items; first += rows) {
    const count = Math.min(rows, items - first);
    backend.write(
      ids,
      Uint32Array.from({ length: count }, (_, i) => first + i),
    );
    backend.run(forward);
    backend.copy(values, 0, vectors, first * width, count * width);
  }
  pieces.dispose();
  return vectors;
}

/** −ln Q of each item (Yi et al. 2019, eq. 3); 0 for those that are never drawn. */
function corrections({ byItem, interactions }: Dataset): Float32Array {
  return Float32Array.from({ length: byItem.rows }, (_, item) => {
    const count = byItem.offsets[item + 1]! - byItem.offsets[item]!;
    return count > 0 ? -Math.log(count / interactions) : 0;
  });
}

export const twoTower: ModelEntry<typeof params> = {
  name: 'two-tower',
  label: { en: 'Two towers', zh: '双塔模型（Two-Tower）' },
  summary: {
    en: 'Dense layers turn a user and an item, with their features, into vectors that meet in an inner product. New items are placed by their features.',
    zh: '用全连接层将用户与物品（连同其特征）各自变为向量，以内积打分。新品依其特征定位。',
  },
  paper:
    'Yi, X. et al. (2019). Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations. RecSys; Covington, P., Adams, J., Sargin, E. (2016). Deep Neural Networks for YouTube Recommendations. RecSys.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new TwoTower(values),
};
