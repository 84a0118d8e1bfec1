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
});

type Params = z.output<typeof params>;

/**
 * scores = X B with B = argmin ‖X − XB‖² + λ‖B‖², diag B = 0, X binary. Solved over items or over users, whichever are
 * fewer: the same scores from a smaller matrix. With dropout p, ‖Λ^½ B‖² stands for λ‖B‖², Λ = λI + p/(1−p)·diag(XᵀX)
 * (Steck 2020, Autoencoders that don't overfit towards the identity, NeurIPS): over items always.
 */
class Ease implements Recommender {
  #scope: Scope | null = null;
  #form!: EaseForm;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { backend } = context;
    const scope = backend.scope('ease');
    this.#scope = scope;
    this.#form =
      train.items <= train.users || this.params.dropout > 0
        ? await EaseItemForm.of(
            backend,
            scope,
            train,
            await this.#inverse(scope, train.byItem, train.byUser, context),
          )
        : await EaseUserForm.of(
            backend,
            scope,
            train,
            await this.#inverse(scope, train.byUser, train.byItem, context),
            this.params.regularization,
          );
  }

  /** (X Xᵀ + Λ)⁻¹ for the binary matrix X with these rows. */
  async #inverse(scope: Scope, rows: Csr, columns: Csr, context: FitContext): Promise<Tensor<'f32'>> {
    const { backend } = context;
    const n = rows.rows;
    const { regularization, dropout } = this.params;
    const ones = new Float32Array(rows.indices.length).fill(1);
    const matrix = await gramMatrix(backend, scope, rows, columns, { ofRows: ones, ofColumns: ones }, () =>
      context.checkpoint(),
    );
    for (let i = 0; i < n; i++) {
      const count = rows.offsets[i + 1]! - rows.offsets[i]!;
      backend.write(matrix, Float32Array.of(count / (1 - dropout) + regularization), i * n + i);
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
