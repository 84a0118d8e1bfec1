import { z } from 'zod';
import type { Dataset } from '../data/dataset';
import { PairNetwork, type PairShape } from '../nn/pair-network';
import type { PairTraining } from '../nn/pair-program';
import { PairModel, trainPairs } from './pair-model';
import { batchNorm, embedding, factors, layers, negatives, sampling, weightDecay } from './pair-params';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, NamedTensor } from './recommender';

const params = z.strictObject({
  factors,
  embedding,
  layers,
  batchNorm,
  negatives,
  sampling,
  weightDecay,
  decayLayers: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'Decay of layers', zh: '衰减各层权重' },
      help: {
        en: 'Whether weight decay applies to the weights of layers too, or to the vectors of users and items alone. Under decay the weights that join the products may vanish before the products have grown.',
        zh: '权重衰减是否也作用于各层权重，还是只作用于用户与物品的向量。若作用于各层，逐元素乘积尚未增大时，其合并权重就可能衰减为零。',
      },
    }),
  pretraining: z
    .boolean()
    .default(false)
    .register(parameters, {
      label: { en: 'Pre-training', zh: '预训练' },
      help: {
        en: 'First trains GMF and the MLP alone, each for as many epochs, then both together from there.',
        zh: '先分别训练 GMF 与 MLP（各用相同轮数），再从其结果开始联合训练。',
      },
    }),
});

type Params = z.output<typeof params>;

/** Weight of each pre-trained part in the joint prediction layer (§3.4.1). */
const SHARE = 0.5;

/** ŷ = σ(h·[p_u ∘ q_i, φ_L(… φ_1([p′_u, q′_i]))] + b), with vectors of its own for each part */
class NeuMf extends PairModel {
  constructor(readonly params: Params) {
    super(params);
  }

  protected override shapeFor({ users, items }: Dataset): PairShape {
    const { embedding: width, layers: widths, batchNorm: normalised } = this.params;
    const tower = { embedding: width, layers: widths, batchNorm: normalised };
    return { users, items, factors: this.params.factors, tower, activation: 'relu' };
  }

  protected override changes(): Partial<PairTraining> {
    return { decayLayers: this.params.decayLayers };
  }

  protected override async start(network: PairNetwork, dataset: Dataset, context: FitContext): Promise<void> {
    if (!this.params.pretraining) return;
    const { shape } = network;
    const product = await this.#alone({ ...shape, tower: null, activation: 'identity' }, dataset, context);
    const tower = await this.#alone({ ...shape, factors: 0 }, dataset, context);
    const parts = new Map([...tower, ...product]);
    // The parts' own prediction layers have other widths.
    for (const name of ['prediction layer weights', 'prediction layer bias']) parts.delete(name);
    network.write(parts);
    const [left, right] = [product, tower].map((part) => part.get('prediction layer weights')!.data);
    const bias = [product, tower].map((part) => part.get('prediction layer bias')!.data[0]!);
    network.store.write(
      new Map([
        [
          'prediction layer weights',
          { data: Float32Array.from([...left!, ...right!], (weight) => SHARE * weight) },
        ],
        ['prediction layer bias', { data: Float32Array.of(SHARE * (bias[0]! + bias[1]!)) }],
      ]),
    );
  }

  /** What one part learns by itself. It has no validation of its own, and no early stopping. */
  async #alone(
    shape: PairShape,
    dataset: Dataset,
    context: FitContext,
  ): Promise<ReadonlyMap<string, NamedTensor>> {
    const scope = context.backend.scope('pre-training');
    try {
      const network = new PairNetwork(context.backend, scope, shape, context.seed);
      const alone: FitContext = {
        backend: context.backend,
        seed: context.seed,
        training: { ...context.training, earlyStopping: null },
        report: ({ step, total, samples }) =>
          context.report({ phase: { en: 'Pre-training', zh: '预训练' }, step, total, samples }),
        checkpoint: () => context.checkpoint(),
        validate: null,
        warn: (warning) => context.warn(warning),
      };
      await trainPairs(network, dataset, alone, this.params, this.changes());
      return await network.read();
    } finally {
      scope.dispose();
    }
  }
}

export const neumf: ModelEntry<typeof params> = {
  name: 'neumf',
  label: { en: 'Neural matrix factorization', zh: '神经矩阵分解（NeuMF）' },
  summary: {
    en: 'Generalised matrix factorization and a multilayer perceptron side by side, joined by one prediction layer.',
    zh: '广义矩阵分解与多层感知机并行，由一个预测层合并。',
  },
  paper:
    'He, X., Liao, L., Zhang, H., Nie, L., Hu, X., Chua, T.-S. (2017). Neural Collaborative Filtering. WWW.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new NeuMf(values),
};
