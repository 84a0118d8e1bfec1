import { z } from 'zod';
import type { Scope, Tensor } from '../compute/backend';
import { runInPieces } from '../compute/pieces';
import { spdInverse } from '../compute/spd-inverse';
import type { Csr, Dataset } from '../data/dataset';
import type { EaseForm } from './ease-form';
import { EaseItemForm } from './ease-item-form';
import { EaseUserForm } from './ease-user-form';
import { gramMatrix } from './gram';
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

const params = z.strictObject({
  regularization: z
    .number()
    .gt(0)
    .default(300)
    .register(parameters, {
      label: { en: 'Regularization', zh: '正则化' },
      help: {
        en: 'λ of the ridge regression; larger for larger data.',
        zh: '岭回归的 λ；数据越多，取值通常越大。',
      },
      formula: 'P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj',
      scale: 'log',
      sweep: [10, 10_000],
    }),
  dropout: z
    .number()
    .min(0)
    .max(0.95)
    .default(0)
    .register(parameters, {
      label: { en: 'Input dropout', zh: '输入丢弃率' },
      help: {
        en: 'As if each interaction were left out of the input with this probability: popular items are regularised more (EDLAE, Steck 2020). 0 is EASE.',
        zh: '相当于以此概率把每个交互从输入中丢弃：热门物品受到更强的正则化（EDLAE，Steck 2020）。0 即 EASE。',
      },
      formula: 'P = (XᵀX + λI + p/(1−p) · diag(XᵀX))⁻¹',
      sweep: [0, 0.75],
    }),
  userWeighting: z
    .number()
    .min(0)
    .max(2)
    .default(0)
    .register(parameters, {
      label: { en: 'User weighting', zh: '用户加权' },
      help: {
        en: 'Exponent by which active users count less, so that a few of them do not decide what goes together (Park et al. 2025); 0 is off.',
        zh: '活跃用户按此指数降低权重，避免少数用户决定物品间的关系（Park 等，2025）；0 表示关闭。',
      },
      formula: 'X ← W^½ X in P, W_uu ∝ |items of u|^−γ, mean 1 over interactions',
      sweep: [0, 1],
    }),
});

type Params = z.output<typeof params>;

/**
 * scores = X B with B = argmin ‖X − XB‖² + λ‖B‖², diag B = 0, X binary. Solved over items or over users, whichever are
 * fewer: the same scores from a smaller matrix. With dropout p, ‖Λ^½ B‖² stands for λ‖B‖², Λ = λI + p/(1−p)·diag(XᵀX)
 * (Steck 2020, Autoencoders that don't overfit towards the identity, NeurIPS), and with user weighting the rows of
 * ‖X − XB‖² have weights (Park et al. 2025, Why is normalization necessary for linear recommenders?, SIGIR): both are
 * solved over items always.
 */
class Ease implements Recommender {
  #scope: Scope | null = null;
  #form!: EaseForm;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { backend } = context;
    const { regularization, dropout, userWeighting } = this.params;
    const scope = backend.scope('ease');
    this.#scope = scope;
    this.#form =
      train.items <= train.users || dropout > 0 || userWeighting > 0
        ? await EaseItemForm.of(
            backend,
            scope,
            train,
            await this.#inverse(
              scope,
              train.byItem,
              train.byUser,
              userWeights(train, userWeighting),
              context,
            ),
          )
        : await EaseUserForm.of(
            backend,
            scope,
            train,
            await this.#inverse(scope, train.byUser, train.byItem, null, context),
            regularization,
          );
  }

  /** (X W Xᵀ + Λ)⁻¹ for the binary matrix X with these rows and the diagonal matrix W of `weights` (null: ones). */
  async #inverse(
    scope: Scope,
    rows: Csr,
    columns: Csr,
    weights: Float64Array | null,
    context: FitContext,
  ): Promise<Tensor<'f32'>> {
    const { backend } = context;
    const n = rows.rows;
    const { regularization, dropout } = this.params;
    const weight = (column: number) => (weights ? weights[column]! : 1);
    const ofColumns = new Float32Array(columns.indices.length);
    for (let column = 0; column < columns.rows; column++)
      ofColumns.fill(Math.sqrt(weight(column)), columns.offsets[column], columns.offsets[column + 1]);
    const ofRows = Float32Array.from(rows.indices, (column) => Math.sqrt(weight(column)));
    const matrix = await gramMatrix(backend, scope, rows, columns, { ofRows, ofColumns }, () =>
      context.checkpoint(),
    );
    for (let i = 0; i < n; i++) {
      const own = rows.indices.subarray(rows.offsets[i], rows.offsets[i + 1]);
      const sum = own.reduce((total, column) => total + weight(column), 0);
      backend.write(matrix, Float32Array.of(sum / (1 - dropout) + regularization), i * n + i);
    }
    const scratch = backend.scope('ease inverse');
    try {
      const operations = spdInverse(backend, scratch, matrix, n);
      await runInPieces(backend, operations, async (done) => {
        context.report({
          phase: { en: 'Inverting the Gram matrix', zh: '对 Gram 矩阵求逆' },
          step: done,
          total: operations.length,
        });
        await context.checkpoint();
      });
    } finally {
      scratch.dispose();
    }
    return matrix;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return this.#form.scorer(scope, tile);
  }

  explain(user: number, item: number): Promise<Explanation> {
    return this.#form.explain(user, item);
  }

  /** Items with the greatest weight on this one. */
  async neighbours(axis: 'user' | 'item', code: number, count: number): Promise<readonly Neighbour[]> {
    return this.#form instanceof EaseItemForm && axis === 'item' ? this.#form.neighbours(code, count) : [];
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.#form.toTensors();
  }

  /** In the form by users what it learned cannot be told from its users. */
  async toOnnx(): Promise<Uint8Array<ArrayBuffer> | null> {
    const weights = (await this.toTensors()).get('weights');
    return weights ? itemWeightModel('ease', weights.shape[0]!, Float32Array.from(weights.data)) : null;
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    this.#scope = backend.scope('ease');
    this.#form = tensors.has('weights')
      ? EaseItemForm.fromTensors(backend, this.#scope, train, tensors)
      : EaseUserForm.fromTensors(backend, this.#scope, train, tensors);
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = null;
  }
}

/** |items of u|^−exponent of each user, scaled so that the interactions' mean is 1. */
function userWeights({ byUser: { offsets, rows }, interactions }: Dataset, exponent: number): Float64Array {
  const count = (user: number) => offsets[user + 1]! - offsets[user]!;
  const weights = Float64Array.from({ length: rows }, (_, user) => Math.max(1, count(user)) ** -exponent);
  const sum = weights.reduce((total, weight, user) => total + weight * count(user), 0);
  return weights.map((weight) => (weight * interactions) / sum);
}

export const ease: ModelEntry<typeof params> = {
  name: 'ease',
  label: { en: 'EASE', zh: 'EASE（浅层线性自编码器）' },
  summary: {
    en: 'A linear model that predicts each item from the others, in closed form. Few models do better.',
    zh: '用其他物品线性预测每个物品，具有闭式解，很少有模型能超过它。',
  },
  paper: 'Steck 2019, Embarrassingly shallow autoencoders for sparse data, WWW',
  tasks: ['ranking'],
  trained: false,
  params,
  create: (values) => new Ease(values),
};
