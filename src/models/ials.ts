import { z } from 'zod';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import { Random } from '../compute/random';
import type { Csr, Dataset } from '../data/dataset';
import { uploadSparse } from '../similarity/device-matrix';
import { FactorTables } from './factor-tables';
import { weightsOf, weightsSchema } from './interaction-weights';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';

const params = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(64)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Length of the user and item vectors.', zh: '用户向量与物品向量的长度。' },
      scale: 'log',
      sweep: [16, 256],
    }),
  regularization: z
    .number()
    .gt(0)
    .default(0.01)
    .register(parameters, {
      label: { en: 'Regularization', zh: '正则化' },
      help: {
        en: 'Pulls the vectors to zero, in proportion to (sum of confidences)^ν.',
        zh: '使向量向零收缩，强度与（置信度之和）^ν 成正比。',
      },
      formula: 'λ·(Σ_i c_ui)^ν·‖x_u‖², and likewise for items',
      scale: 'log',
      sweep: [0.0001, 100],
    }),
  frequencyScaling: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .register(parameters, {
      label: { en: 'Frequency scaling ν', zh: '频率缩放 ν' },
      help: {
        en: '0: the same regularization for all (Hu et al. 2008); 1: in proportion to the sum of confidences (Rendle et al. 2022).',
        zh: '0：对所有用户和物品施加相同的正则化（Hu 等，2008）；1：与置信度之和成正比（Rendle 等，2022）。',
      },
      sweep: [0, 1],
    }),
  alpha: z
    .number()
    .gt(0)
    .default(10)
    .register(parameters, {
      label: { en: 'Confidence α', zh: '置信系数 α' },
      help: {
        en: 'How much more an interaction weighs than its absence.',
        zh: '一次交互比没有交互多出的权重。',
      },
      formula: 'c_ui = 1 + α r_ui',
      scale: 'log',
      sweep: [0.5, 100],
    }),
  iterations: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(15)
    .register(parameters, {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: {
        en: 'Rounds of solving for all users, then for all items.',
        zh: '每轮先求解全部用户向量，再求解全部物品向量。',
      },
      sweep: [5, 50],
    }),
  weights: weightsSchema,
});

type Params = z.output<typeof params>;

/** Rows solved at a time: their normal equations take at most this much. */
const TILE_BYTES = 16 * 2 ** 20;

/** min Σ_all c_ui (p_ui − x_u·y_i)² + λ (Σ_u (Σ_i c_ui)^ν ‖x_u‖² + Σ_i (Σ_u c_ui)^ν ‖y_i‖²), p = 1 where r > 0. */
class Ials implements Recommender {
  #tables: FactorTables | null = null;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { backend } = context;
    const { factors, iterations } = this.params;
    const width = Math.ceil(factors / 4) * 4;
    const tables = new FactorTables(backend, train.users, train.items, width);
    this.#tables = tables;
    backend.write(tables.items, startingPoint(train.items, factors, width, context.seed));
    const scope = backend.scope('ials fit');
    try {
      const users = new Side(this.params, backend, scope, train.byUser, tables.items, tables.users, width);
      const items = new Side(this.params, backend, scope, train.byItem, tables.users, tables.items, width);
      for (let iteration = 1; iteration <= iterations; iteration++) {
        for (const side of [users, items]) {
          side.begin();
          for (let first = 0; first < side.rowCount; first += side.tile) {
            side.solve(first);
            await backend.finish();
            await context.checkpoint();
          }
        }
        context.report({
          phase: { en: 'Alternating least squares', zh: '交替最小二乘' },
          step: iteration,
          total: iterations,
          epoch: iteration,
          metrics: context.validate ? await context.validate() : {},
          samples: iteration * train.interactions,
        });
        if ((await context.checkpoint()) === 'stop') break;
      }
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
    return this.#tables!.toOnnx('ials');
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

/** Normal numbers of deviation 0.1/√d, so that scores start near 0 (Rendle et al. 2022). */
function startingPoint(
  rows: number,
  factors: number,
  width: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const random = new Random(seed, 'ials item factors');
  const table = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    random.fillNormal(table.subarray(row * width, row * width + factors), 0, 0.1 / Math.sqrt(factors));
  }
  return table;
}

/** One of the two half-steps: solves for the rows of one table while the other stays. */
class Side {
  readonly tile: number;
  readonly rowCount: number;
  readonly #rows: Tensor<'u32'>;
  readonly #gram: Operation;
  readonly #solve: Operation;

  constructor(
    { alpha, regularization, frequencyScaling, weights }: Params,
    readonly backend: Backend,
    scope: Scope,
    csr: Csr,
    factors: Tensor<'f32'>,
    out: Tensor<'f32'>,
    width: number,
  ) {
    this.rowCount = csr.rows;
    this.tile = Math.max(1, Math.min(csr.rows, Math.floor(TILE_BYTES / (4 * width * (width + 1)))));
    this.#rows = scope.tensor('u32', this.tile, 'rows');
    const values = weightsOf(csr, weights);
    const ridge = Float32Array.from({ length: csr.rows }, (_, row) => {
      let confidence = csr.columns;
      for (let p = csr.offsets[row]!; p < csr.offsets[row + 1]!; p++) confidence += alpha * values[p]!;
      return regularization * confidence ** frequencyScaling;
    });
    const gram = scope.tensor('f32', width * width, 'gram');
    this.#gram = backend.kernels.gemm(scope, {
      a: factors,
      b: factors,
      out: gram,
      m: width,
      n: width,
      k: csr.columns,
      transposeA: true,
    });
    this.#solve = backend.kernels.alsSolve(scope, {
      rows: this.#rows,
      tile: this.tile,
      matrix: uploadSparse(scope, { offsets: csr.offsets, indices: csr.indices, values }, 'interactions'),
      factors,
      gram,
      ridge: scope.upload(ridge, 'ridge'),
      alpha,
      width,
      out,
    });
  }

  /** Takes in the other table as it is now. */
  begin(): void {
    this.backend.run([this.#gram]);
  }

  /** Solves for the rows from `first` on, a tile of them. */
  solve(first: number): void {
    const rows = Uint32Array.from({ length: this.tile }, (_, t) =>
      first + t < this.rowCount ? first + t : NO_ROW,
    );
    this.backend.write(this.#rows, rows);
    this.backend.run([this.#solve]);
  }
}

export const ials: ModelEntry<typeof params> = {
  name: 'ials',
  label: { en: 'iALS', zh: '隐式交替最小二乘（iALS）' },
  summary: {
    en: 'Matrix factorization of implicit feedback: every absence counts a little, every interaction much more.',
    zh: '面向隐式反馈的矩阵分解：每个未发生的交互略有权重，已发生的交互权重大得多。',
  },
  paper:
    'Hu, Koren & Volinsky 2008, Collaborative filtering for implicit feedback datasets, ICDM; Rendle, Krichene, Zhang & Koren 2022, Revisiting the performance of iALS on item recommendation benchmarks, RecSys',
  tasks: ['ranking'],
  trained: false,
  params,
  create: (values) => new Ials(values),
};
