import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { LEVELS_HEADER } from '../compute/contracts/nn';
import { Random } from '../compute/random';
import { rowsOf } from '../data/csr';
import type { Dataset } from '../data/dataset';
import { levelsOf } from '../nn/levels';
import { train, type TrainingProgram } from '../nn/trainer';
import { meanRating } from '../similarity/baselines';
import { BiasedFactors } from './biased-factors';
import { mfParams, type MfParams } from './mf-params';
import { factorModel } from './onnx/factor-model';
import type {
  FitContext,
  ModelEntry,
  NamedTensor,
  Recommender,
  Scorer,
  Task,
  TrainingOptions,
} from './recommender';
import { rehearsedBytes } from './rehearsal';

export const mf: ModelEntry<typeof mfParams> = {
  name: 'mf',
  label: { en: 'Matrix factorization (SVD)', zh: '矩阵分解（SVD）' },
  summary: {
    en: 'Mean, biases and an inner product of user and item vectors, learned one rating at a time.',
    zh: '均值、偏置与用户向量、物品向量的内积之和，逐条评分学习。',
  },
  paper:
    'Koren, Y., Bell, R., Volinsky, C. (2009). Matrix Factorization Techniques for Recommender Systems. Computer 42(8).',
  tasks: ['rating', 'ranking'],
  trained: true,
  ownSteps: true,
  params: mfParams,
  create: (values, task) => new Mf(values, task),
};

/** Funk's sequential SGD, exactly, with as much at once as the data allow (see `levelsOf`). */
export class Mf implements Recommender {
  readonly scoresAreRatings = true;
  #factors: BiasedFactors | null = null;

  constructor(
    readonly params: MfParams,
    readonly task: Task,
  ) {}

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    this.dispose();
    const { backend, validate } = context;
    const scope = backend.scope('mf training');
    try {
      const tables = {
        users: scope.upload(this.#start(dataset, 'user', context.seed), 'user factors'),
        items: scope.upload(this.#start(dataset, 'item', context.seed), 'item factors'),
      };
      const mean = meanRating(dataset);
      const publish = async () => {
        const [users, items] = [await backend.read(tables.users), await backend.read(tables.items)];
        this.#factors?.dispose();
        this.#factors = new BiasedFactors(backend, { mean, users, items, factors: this.params.factors });
      };
      const program = this.#program(dataset, context, scope, tables, mean);
      await train(
        program,
        {
          ...context,
          checkpoint: () => context.checkpoint(),
          report: (progress) => context.report(progress),
          validate: validate && (async () => (await publish(), validate())),
        },
        context.training,
      );
      await publish();
    } finally {
      scope.dispose();
    }
  }

  plan(dataset: Dataset, backend: Backend, training: TrainingOptions): Promise<number> {
    return rehearsedBytes(this, dataset, backend, training, { task: this.task, epochs: 2 });
  }

  /** What happens to the users' rows [vector, bias] before each epoch but the first. */
  protected betweenEpochs(
    _backend: Backend,
    _scope: Scope,
    _dataset: Dataset,
    _users: Tensor<'f32'>,
  ): readonly Operation[] {
    return [];
  }

  /** Rows [vector, bias]; zero where there is nothing to learn from, so that the bias model speaks there. */
  #start({ byUser, byItem }: Dataset, axis: 'user' | 'item', seed: number): Float32Array {
    const { rows, offsets } = axis === 'user' ? byUser : byItem;
    const width = this.params.factors + 1;
    const start = new Float32Array(rows * width);
    new Random(seed, `initial ${axis} factors`).fillNormal(start, 0, this.params.deviation);
    for (let row = 0; row < rows; row++) {
      start[row * width + width - 1] = 0;
      if (offsets[row] === offsets[row + 1]) start.fill(0, row * width, (row + 1) * width);
    }
    return start;
  }

  #program(
    dataset: Dataset,
    { backend, seed }: FitContext,
    scope: Scope,
    { users, items }: { users: Tensor<'f32'>; items: Tensor<'f32'> },
    mean: number,
  ): TrainingProgram {
    const { kernels } = backend;
    const { byUser } = dataset;
    const ratings = byUser.values.length;
    const [userOf, itemOf] = [rowsOf(byUser), byUser.indices];
    const pairs = Uint32Array.from({ length: 2 * ratings }, (_, k) => (k % 2 ? itemOf : userOf)[k >> 1]!);
    // A level for each rating is the most there can be.
    const plan = scope.tensor('u32', LEVELS_HEADER + 2 * ratings + 1, 'levels');
    const rows = Math.ceil(ratings / SUMS);
    const errors = scope.tensor('f32', rows * SUMS, 'squared errors');
    const sums = scope.tensor('f32', SUMS, 'sums of squared errors');
    const between = this.betweenEpochs(backend, scope, dataset, users);
    const addUp = [kernels.columnSums(scope, { a: errors, rows, columns: SUMS, out: sums })];
    return {
      step: [
        kernels.advanceLevel(scope, { plan }),
        kernels.factorLevel(scope, {
          ...this.params,
          plan,
          widest: Math.min(dataset.users, dataset.items, ratings),
          pairs: scope.upload(pairs, 'pairs'),
          ratings: scope.upload(byUser.values, 'ratings'),
          users,
          items,
          errors,
          mean,
        }),
      ],
      begin: (epoch) => {
        const order = new Random(seed, 'order of ratings', epoch).permutation(ratings);
        const levels = levelsOf(order, userOf, itemOf);
        backend.write(plan, levels.words);
        if (epoch > 1) backend.run(between);
        return levels.count;
      },
      loss: async (done, steps) => {
        if (done < steps) return null;
        backend.run(addUp);
        return (await backend.read(sums)).reduce((total, value) => total + value, 0) / ratings;
      },
      samples: ratings,
      tables: [users, items],
      memory: [],
      findNonFinite: async () => {
        for (const [name, tensor] of [
          ['user factors', users],
          ['item factors', items],
        ] as const)
          if (!(await backend.read(tensor)).every(Number.isFinite)) return name;
        return null;
      },
    };
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return this.#ready().scorer(scope, tile);
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    return this.#ready().predict(users, items);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.#ready().toTensors();
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return factorModel('mf', this.#ready().values);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    _train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    this.dispose();
    this.#factors = BiasedFactors.fromTensors(backend, tensors);
  }

  #ready(): BiasedFactors {
    if (!this.#factors) throw new Error('mf: not fitted');
    return this.#factors;
  }

  dispose(): void {
    this.#factors?.dispose();
    this.#factors = null;
  }
}

/** Columns that squared errors are summed in; the host adds the rest, in f64. */
const SUMS = 256;
