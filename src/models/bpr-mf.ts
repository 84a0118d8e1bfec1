import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { PairwiseFactors } from '../nn/pairwise-factors';
import { train } from '../nn/trainer';
import { BiasedFactors } from './biased-factors';
import { pairSource } from './pair-model';
import { factors, negatives, sampling } from './pair-params';
import { factorModel } from './onnx/factor-model';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';

const params = z.strictObject({
  factors: factors.clone().default(64).register(parameters, parameters.get(factors)!),
  regularization: z
    .number()
    .min(0)
    .max(1)
    // 0.001 ends at the order of popularity on MovieLens-100K; 0.00001 gives precision .316 at 10.
    .default(0.00001)
    .register(parameters, {
      label: { en: 'Regularization', zh: '正则化' },
      help: { en: 'L2 penalty on the vectors that a batch touches.', zh: '对批次所涉及向量的 L2 惩罚。' },
      formula: 'loss + λ/2 · (‖p‖² + ‖q‖² + b²)',
      scale: 'log',
      sweep: [1e-6, 1e-2],
    }),
  negatives: negatives.clone().default(1).register(parameters, parameters.get(negatives)!),
  sampling,
  loss: z
    .enum(['bpr', 'hinge', 'softmax'])
    .default('bpr')
    .register(parameters, {
      label: { en: 'Ranking loss', zh: '排序损失' },
      help: {
        en: 'How a chosen item is compared with the sampled ones.',
        zh: '被选物品与采样物品的比较方式。',
      },
      options: {
        bpr: { en: 'BPR', zh: 'BPR' },
        hinge: { en: 'hinge', zh: '合页损失' },
        softmax: { en: 'sampled softmax', zh: '采样 Softmax' },
      },
    }),
});

type Params = z.output<typeof params>;

export const bprMf: ModelEntry<typeof params> = {
  name: 'bpr-mf',
  label: { en: 'BPR matrix factorization', zh: 'BPR 矩阵分解' },
  summary: {
    en: 'User and item vectors whose inner product puts chosen items before sampled ones.',
    zh: '使用户向量与物品向量的内积把被选物品排在采样物品之前。',
  },
  paper:
    'Rendle, S., Freudenthaler, C., Gantner, Z., Schmidt-Thieme, L. (2009). BPR: Bayesian Personalized Ranking from Implicit Feedback. UAI.',
  tasks: ['ranking'],
  trained: true,
  params,
  create: (values) => new BprMf(values),
};

class BprMf implements Recommender {
  #factors: BiasedFactors | null = null;

  constructor(readonly params: Params) {}

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    this.dispose();
    const { backend, training, validate, seed } = context;
    const scope = backend.scope('bpr-mf training');
    try {
      const model = new PairwiseFactors(backend, scope, { ...this.params, ...dataset, seed });
      const publish = async () => {
        const values = await model.read();
        this.#factors?.dispose();
        this.#factors = new BiasedFactors(backend, values);
      };
      const program = model.train(scope, {
        ...pairSource(scope, dataset, this.params),
        batchSize: training.batchSize,
        epochs: training.epochs,
        optimizer: training.optimizer,
      });
      await train(
        program,
        {
          backend,
          checkpoint: () => context.checkpoint(),
          report: (progress) => context.report(progress),
          validate: validate && (async () => (await publish(), validate())),
        },
        training,
      );
      await publish();
    } finally {
      scope.dispose();
    }
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return this.#ready().scorer(scope, tile);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.#ready().toTensors();
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return factorModel('bpr-mf', this.#ready().values);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    _train: Dataset,
    { backend }: { readonly backend: Backend },
  ): Promise<void> {
    this.dispose();
    this.#factors = BiasedFactors.fromTensors(backend, tensors);
  }

  #ready(): BiasedFactors {
    if (!this.#factors) throw new Error('bpr-mf: not fitted');
    return this.#factors;
  }

  dispose(): void {
    this.#factors?.dispose();
    this.#factors = null;
  }
}
