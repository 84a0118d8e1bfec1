import { z } from 'zod';
import type { Backend, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import type { Dataset } from '../data/dataset';
import { greatest } from './greatest';
import { gramMatrix } from './gram';
import { weightsOf, weightsSchema } from './interaction-weights';
import { itemWeightModel } from './onnx/factor-model';
import { parameters } from './parameters';
import type {
  Explanation,
  FitContext,
  ModelEntry,
  NamedTensor,
  Neighbour,
  Recommender,
  Scorer,
} from './recommender';
import { sparseScorer } from './sparse-scorer';

const params = z.strictObject({
  l1: z
    .number()
    .min(0)
    .default(1)
    .register(parameters, {
      label: { en: 'L1 regularization', zh: 'L1 正则化' },
      help: { en: 'The larger, the fewer weights are not zero.', zh: '越大，非零权重越少。' },
      formula: 'min ½‖x_j − Xw‖² + ½ l2‖w‖² + l1‖w‖₁, w ≥ 0, w_j = 0',
      scale: 'log',
      sweep: [0.05, 20],
    }),
  l2: z
    .number()
    .gt(0)
    .default(100)
    .register(parameters, {
      label: { en: 'L2 regularization', zh: 'L2 正则化' },
      help: {
        en: 'Keeps weights small and spreads them over alike items.',
        zh: '使权重较小，并在相似物品间分散。',
      },
      scale: 'log',
      sweep: [1, 1000],
    }),
  sweeps: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .register(parameters, {
      label: { en: 'Sweeps', zh: '扫描次数' },
      help: {
        en: 'At most so many passes over the weights of an item; it ends earlier when they stand still.',
        zh: '对每个物品的权重最多遍历的次数；权重稳定后提前结束。',
      },
      scale: 'log',
      sweep: [50, 500],
    }),
  weights: weightsSchema,
});

type Params = z.output<typeof params>;

/** A weight that moves by less in a sweep stands still. */
const TOLERANCE = 1e-4;
/** Items learned by one operation. */
const COLUMNS = 128;

/** scores = X W, each column of W an elastic net that predicts an item from the others by non-negative weights. */
class Slim implements Recommender {
  #backend!: Backend;
  #train!: Dataset;
  #scope: Scope | null = null;
  #weights!: Tensor<'f32'>;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { backend } = context;
    const { items } = train;
    const own = this.#begin(train, backend);
    this.#weights = own.tensor('f32', items * items, 'weights');
    const scope = backend.scope('slim fit');
    try {
      const values = {
        ofRows: weightsOf(train.byItem, this.params.weights),
        ofColumns: weightsOf(train.byUser, this.params.weights),
      };
      const gram = await gramMatrix(backend, scope, train.byItem, train.byUser, values, () =>
        context.checkpoint(),
      );
      const tile = Math.min(COLUMNS, items);
      const columns = scope.tensor('u32', tile, 'columns');
      const operation = backend.kernels.slimColumns(scope, {
        columns,
        tile,
        gram,
        items,
        l1: this.params.l1,
        l2: this.params.l2,
        sweeps: this.params.sweeps,
        tolerance: TOLERANCE,
        weights: this.#weights,
      });
      for (let first = 0; first < items; first += tile) {
        backend.write(
          columns,
          Uint32Array.from({ length: tile }, (_, t) => (first + t < items ? first + t : NO_ROW)),
        );
        backend.run([operation]);
        await backend.finish();
        context.report({
          phase: { en: 'Coordinate descent', zh: '坐标下降' },
          step: Math.min(first + tile, items),
          total: items,
        });
        if ((await context.checkpoint()) === 'stop') break;
      }
    } finally {
      scope.dispose();
    }
  }

  #begin(train: Dataset, backend: Backend): Scope {
    this.#backend = backend;
    this.#train = train;
    this.#scope = backend.scope('slim');
    return this.#scope;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const { byUser } = this.#train;
    return sparseScorer(
      this.#backend,
      scope,
      tile,
      byUser,
      weightsOf(byUser, this.params.weights),
      this.#weights,
    );
  }

  /** Column j of W. */
  async #weightsOn(item: number): Promise<Float32Array> {
    const { items } = this.#train;
    const all = await this.#backend.read(this.#weights);
    return Float32Array.from({ length: items }, (_, k) => all[k * items + item]!);
  }

  async explain(user: number, item: number): Promise<Explanation> {
    const { byUser } = this.#train;
    const weights = await this.#weightsOn(item);
    const values = weightsOf(byUser, this.params.weights);
    const [start, end] = [byUser.offsets[user]!, byUser.offsets[user + 1]!];
    const parts = Array.from(byUser.indices.subarray(start, end), (code, i) => {
      const value = values[start + i]!;
      return {
        axis: 'item' as const,
        code,
        similarity: weights[code]!,
        value,
        share: weights[code]! * value,
      };
    });
    return { score: parts.reduce((sum, { share }) => sum + share, 0), base: 0, parts };
  }

  /** Items with the greatest weight on this one. */
  async neighbours(axis: 'user' | 'item', code: number, count: number): Promise<readonly Neighbour[]> {
    if (axis === 'user') return [];
    const { offsets, indices } = this.#train.byItem;
    const weights = await this.#weightsOn(code);
    const own = new Set(indices.subarray(offsets[code], offsets[code + 1]));
    return greatest(weights, count).map((other) => ({
      code: other,
      similarity: weights[other]!,
      support: indices.subarray(offsets[other], offsets[other + 1]).filter((user) => own.has(user)).length,
    }));
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { items } = this.#train;
    return new Map([['weights', { shape: [items, items], data: await this.#backend.read(this.#weights) }]]);
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return itemWeightModel('slim', this.#train.items, await this.#backend.read(this.#weights));
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    this.#weights = this.#begin(train, backend).upload(
      Float32Array.from(tensors.get('weights')!.data),
      'weights',
    );
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = null;
  }
}

export const slim: ModelEntry<typeof params> = {
  name: 'slim',
  label: { en: 'SLIM', zh: 'SLIM（稀疏线性方法）' },
  summary: {
    en: 'Predicts each item from a few others by non-negative weights, learned as an elastic net.',
    zh: '用少量其他物品的非负权重预测每个物品，权重由弹性网络学习得到。',
  },
  paper: 'Ning & Karypis 2011, SLIM: sparse linear methods for top-N recommender systems, ICDM',
  tasks: ['ranking'],
  trained: false,
  params,
  create: (values) => new Slim(values),
};
