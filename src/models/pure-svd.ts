import { z } from 'zod';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { Random } from '../compute/random';
import type { Csr, Dataset } from '../data/dataset';
import { wholeBatch } from '../nn/batches';
import { uploadSparse } from '../similarity/device-matrix';
import { FactorTables } from './factor-tables';
import { weightsOf, weightsSchema } from './interaction-weights';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';
import { inverseCholesky, symmetricEigen } from './symmetric';

const params = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(50)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Singular vectors kept.', zh: '保留的奇异向量个数。' },
      scale: 'log',
      sweep: [5, 300],
    }),
  iterations: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .register(parameters, {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: {
        en: 'At most so many rounds of subspace iteration; it ends earlier when the singular values stand still.',
        zh: '子空间迭代的最多轮数；奇异值稳定后提前结束。',
      },
      sweep: [10, 100],
    }),
  weights: weightsSchema,
});

type Params = z.output<typeof params>;

/** Vectors beyond the wanted ones: they make the last of those converge. */
const OVERSAMPLING = 16;
/** The iteration ends when no wanted singular value moves by more than this share. */
const TOLERANCE = 1e-6;

/**
 * scores = X V Vᵀ, V: the leading right singular vectors of the interactions, absences being zeros. By subspace
 * iteration (Halko, Martinsson & Tropp 2011) with orthonormalisation after each product, and a Rayleigh–Ritz step.
 */
class PureSvd implements Recommender {
  #tables: FactorTables | null = null;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { backend } = context;
    const rank = Math.min(this.params.factors, train.users, train.items);
    const width = Math.min(rank + OVERSAMPLING, train.users, train.items);
    this.#tables = new FactorTables(backend, train.users, train.items, rank);
    const scope = backend.scope('pure-svd fit');
    try {
      const subspace = new Subspace(backend, scope, train, this.params.weights, width);
      subspace.begin(context.seed);
      let before: Float64Array = new Float64Array(width);
      for (let iteration = 1; iteration <= this.params.iterations; iteration++) {
        const values = await subspace.iterate();
        const moved = values
          .slice(0, rank)
          .reduce((most, value, k) => Math.max(most, Math.abs(value / before[k]! - 1)), 0);
        before = values;
        context.report({
          phase: { en: 'Subspace iteration', zh: '子空间迭代' },
          step: iteration,
          total: this.params.iterations,
        });
        if ((await context.checkpoint()) === 'stop' || moved < TOLERANCE) break;
      }
      await subspace.finish(this.#tables);
    } finally {
      scope.dispose();
    }
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return this.#tables!.scorer(scope, tile);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.#tables!.toTensors();
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#tables!.toOnnx('pure-svd');
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    _train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    this.#tables = FactorTables.fromTensors(backend, tensors);
  }

  dispose(): void {
    this.#tables?.dispose();
    this.#tables = null;
  }
}

/** An orthonormal basis of item space, f32[items × width], that turns towards the leading singular vectors. */
class Subspace {
  /** Q: orthonormal columns over items */
  readonly #items: Basis;
  /** orthonormal columns over users */
  readonly #users: Basis;
  readonly #toUsers: Operation;
  readonly #toItems: Operation;

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly train: Dataset,
    weights: Params['weights'],
    readonly width: number,
  ) {
    this.#items = new Basis(backend, scope, train.items, width);
    this.#users = new Basis(backend, scope, train.users, width);
    const product = (csr: Csr, from: Basis, to: Basis) =>
      backend.kernels.sparseDense(scope, {
        batch: wholeBatch(scope, csr.rows),
        matrix: {
          rows: csr.rows,
          columns: csr.columns,
          ...uploadSparse(scope, { ...csr, values: new Float32Array(0) }, 'interactions'),
        },
        values: scope.upload(weightsOf(csr, weights), 'interaction values'),
        weights: from.vectors,
        weightsOffset: 0,
        biasOffset: null,
        width,
        out: to.raw,
      });
    this.#toUsers = product(train.byUser, this.#items, this.#users);
    this.#toItems = product(train.byItem, this.#users, this.#items);
  }

  begin(seed: number): void {
    const start = new Float32Array(this.train.items * this.width);
    new Random(seed, 'pure-svd start').fillNormal(start);
    this.backend.write(this.#items.vectors, start);
  }

  /** Q ← orth(Xᵀ orth(X Q)); returns estimates of the singular values, descending. */
  async iterate(): Promise<Float64Array> {
    this.backend.run([this.#toUsers]);
    await this.#users.orthonormalise();
    this.backend.run([this.#toItems]);
    const gram = await this.#items.orthonormalise();
    // The columns of Xᵀ orth(X Q) have the singular values of X for those of their own.
    return symmetricEigen(gram, this.width).values.map((value) => Math.sqrt(Math.max(0, value)));
  }

  /** Rotates to singular vectors: item factors V, user factors X V. The greatest entry of each v is positive. */
  async finish(tables: FactorTables): Promise<void> {
    const { backend, scope, width } = this;
    const rank = tables.width;
    backend.run([this.#toUsers]);
    const { vectors } = symmetricEigen(await this.#users.gram(), width);
    const rotation = new Float32Array(width * rank);
    for (let i = 0; i < width; i++) {
      for (let k = 0; k < rank; k++) rotation[i * rank + k] = vectors[i * width + k]!;
    }
    const turned = scope.upload(rotation, 'rotation');
    const rotate = (from: Tensor<'f32'>, out: Tensor<'f32'>, m: number) =>
      backend.kernels.gemm(scope, { a: from, b: turned, out, m, n: rank, k: width });
    const toItems = rotate(this.#items.vectors, tables.items, this.train.items);
    backend.run([toItems]);
    const signs = signsOf(await backend.read(tables.items), rank);
    for (let i = 0; i < width; i++) for (let k = 0; k < rank; k++) rotation[i * rank + k]! *= signs[k]!;
    backend.write(turned, rotation);
    backend.run([toItems, rotate(this.#users.raw, tables.users, this.train.users)]);
    await backend.finish();
  }
}

/** Columns as a product leaves them, and orthonormal ones of the same span (CholeskyQR). */
class Basis {
  readonly raw: Tensor<'f32'>;
  readonly vectors: Tensor<'f32'>;
  readonly #gram: Tensor<'f32'>;
  readonly #change: Tensor<'f32'>;
  readonly #multiply: Operation;
  readonly #apply: Operation;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    rows: number,
    readonly width: number,
  ) {
    this.raw = scope.tensor('f32', rows * width, 'product');
    this.vectors = scope.tensor('f32', rows * width, 'orthonormal vectors');
    this.#gram = scope.tensor('f32', width * width, 'gram');
    this.#change = scope.tensor('f32', width * width, 'change of basis');
    this.#multiply = backend.kernels.gemm(scope, {
      a: this.raw,
      b: this.raw,
      out: this.#gram,
      m: width,
      n: width,
      k: rows,
      transposeA: true,
    });
    this.#apply = backend.kernels.gemm(scope, {
      a: this.raw,
      b: this.#change,
      out: this.vectors,
      m: rows,
      n: width,
      k: width,
    });
  }

  /** rawᵀ·raw */
  async gram(): Promise<Float32Array> {
    this.backend.run([this.#multiply]);
    return this.backend.read(this.#gram);
  }

  /** vectors ← raw·R⁻¹ with rawᵀ·raw = RᵀR; returns rawᵀ·raw. */
  async orthonormalise(): Promise<Float32Array> {
    const gram = await this.gram();
    this.backend.write(this.#change, Float32Array.from(inverseCholesky(gram, this.width)));
    this.backend.run([this.#apply]);
    return gram;
  }
}

/** For each column, the sign of the entry of greatest size (the first of several). */
function signsOf(matrix: Float32Array, columns: number): number[] {
  return Array.from({ length: columns }, (_, k) => {
    let greatest = 0;
    for (let at = k; at < matrix.length; at += columns) {
      if (Math.abs(matrix[at]!) > Math.abs(greatest)) greatest = matrix[at]!;
    }
    return greatest < 0 ? -1 : 1;
  });
}

export const pureSvd: ModelEntry<typeof params> = {
  name: 'pure-svd',
  label: { en: 'PureSVD', zh: 'PureSVD' },
  summary: {
    en: 'Truncated singular value decomposition of the interaction matrix, absences counting as zero.',
    zh: '对交互矩阵做截断奇异值分解，未交互视为零。',
  },
  paper: 'Cremonesi, Koren & Turrin 2010, Performance of recommender algorithms on top-N tasks, RecSys',
  tasks: ['ranking'],
  trained: false,
  params,
  create: (values) => new PureSvd(values),
};
