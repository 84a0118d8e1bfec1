import type { Backend, Scope, Tensor } from '../compute/backend';
import type { SparseRows } from '../compute/contracts/nn';
import type { Csr, Dataset } from '../data/dataset';
import { RatingVectorNetwork } from '../nn/rating-vector-network';
import { train, type TrainingProgram } from '../nn/trainer';
import { fitBaselines } from '../similarity/baselines';
import { BiasedFactors } from './biased-factors';
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
import { byRating } from './svdpp-by-rating';
import { svdppParams, type SvdppParams } from './svdpp-params';
import { historyRows, withBiases } from './svdpp-rows';

export const svdpp: ModelEntry<typeof svdppParams> = {
  name: 'svdpp',
  label: { en: 'SVD++', zh: 'SVD++' },
  summary: {
    en: 'Matrix factorization whose user vector also sums up which items the user has rated at all.',
    zh: '矩阵分解，其用户向量还汇总了用户评过哪些物品这一隐式信息。',
  },
  paper:
    'Koren, Y. (2008). Factorization Meets the Neighborhood: a Multifaceted Collaborative Filtering Model. KDD.',
  tasks: ['rating', 'ranking'],
  trained: true,
  params: svdppParams,
  create: (values, task) => new SvdPlusPlus(values, task),
};

/**
 * r̂_ui = μ + b_u + b_i + q_i·(p_u + |N(u)|^−½ Σ_{j∈N(u)} y_j). As a network: each user reads a sparse row that has
 * |N(u)|^−½ at the items rated and 1 at a place of the user's own, so that one weight matrix holds both y and p; the
 * output layer's weights are q. The biases start as the bias model, and b_i is learned on. This network is trained by
 * mini-batches of users; Koren's own steps, rating by rating, are in `byRating`.
 */
class SvdPlusPlus implements Recommender {
  readonly scoresAreRatings = true;
  #factors: BiasedFactors | null = null;

  constructor(
    readonly params: SvdppParams,
    readonly task: Task,
  ) {}

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    this.dispose();
    if (this.params.steps === 'ratings') await this.#fitByRating(dataset, context);
    else await this.#fitByUsers(dataset, context);
  }

  async #fitByRating(dataset: Dataset, context: FitContext): Promise<void> {
    const { backend, validate } = context;
    // The range test moves the optimizer's learning rate, which is not this one.
    if (context.training.rangeTest) return;
    const scope = backend.scope('svd++ training');
    try {
      const { program, read } = byRating(dataset, context, scope, this.params);
      const publish = async () => {
        const values = await read();
        this.#factors?.dispose();
        this.#factors = new BiasedFactors(backend, values);
      };
      await this.#train(program, context, validate && (async () => (await publish(), validate())));
      await publish();
    } finally {
      scope.dispose();
    }
  }

  async #fitByUsers(dataset: Dataset, context: FitContext): Promise<void> {
    const { backend, seed, training, validate } = context;
    const { factors, regularization } = this.params;
    const base = fitBaselines(dataset);
    const { byUser } = dataset;
    const scope = backend.scope('svd++ training');
    try {
      const network = new RatingVectorNetwork(
        backend,
        scope,
        {
          columns: dataset.items,
          inputColumns: dataset.items + dataset.users,
          hidden: [factors],
          activation: 'identity',
          outputActivation: 'identity',
          dropout: 0,
          outputBias: 0,
          initializer: { uniform: 0.05 },
        },
        seed,
      );
      const upload = (rows: Pick<Csr, 'rows' | 'columns' | 'offsets' | 'indices'>): SparseRows => ({
        rows: rows.rows,
        columns: rows.columns,
        offsets: scope.upload(rows.offsets, 'offsets'),
        indices: scope.upload(rows.indices, 'indices'),
      });
      const read = historyRows(dataset);
      const residuals = new Float32Array(byUser.values.length);
      for (let user = 0; user < dataset.users; user++)
        for (let p = byUser.offsets[user]!; p < byUser.offsets[user + 1]!; p++)
          residuals[p] = byUser.values[p]! - base.mean - base.users[user]! - base.items[byUser.indices[p]!]!;
      const [inputMatrix, inputs] = [upload(read), scope.upload(read.values, 'inputs')];
      const program = network.train(scope, {
        matrix: upload(byUser),
        inputMatrix,
        inputs,
        targets: scope.upload(residuals, 'residuals'),
        loss: 'known',
        batchSize: training.batchSize,
        epochs: training.epochs,
        optimizer: training.optimizer,
        weightDecay: regularization,
      });
      const publish = async () => {
        const users = await this.#userVectors(network, scope, inputMatrix, inputs);
        const tensors = await network.store.read();
        const [q, b] = ['weights', 'bias'].map((name) => tensors.get(`output layer ${name}`)!.data);
        this.#factors?.dispose();
        this.#factors = new BiasedFactors(backend, {
          mean: Math.fround(base.mean),
          factors,
          users: withBiases(users, base.users, factors),
          items: withBiases(
            q!,
            base.items.map((bias, item) => bias + b![item]!),
            factors,
          ),
        });
      };
      await this.#train(program, context, validate && (async () => (await publish(), validate())));
      await publish();
    } finally {
      scope.dispose();
    }
  }

  plan(dataset: Dataset, backend: Backend, training: TrainingOptions): Promise<number> {
    return rehearsedBytes(this, dataset, backend, training, { task: this.task, epochs: 2 });
  }

  #train(program: TrainingProgram, context: FitContext, validate: FitContext['validate']): Promise<void> {
    return train(
      program,
      {
        ...context,
        checkpoint: () => context.checkpoint(),
        report: (progress) => context.report(progress),
        validate,
      },
      context.training,
    );
  }

  /** p_u + |N(u)|^−½ Σ y of all users, f32[users × factors]. */
  async #userVectors(
    network: RatingVectorNetwork,
    scope: Scope,
    matrix: SparseRows,
    values: Tensor<'f32'>,
  ): Promise<Float32Array> {
    const { backend } = network;
    const users = matrix.rows;
    const inner = backend.scope(`${scope.label}: user vectors`);
    const words = Uint32Array.of(0, 0, 0, users, users, 0, 0, 0);
    const batch = {
      tensor: inner.upload(Uint32Array.from([...words, ...Array(users).keys()]), 'users'),
      size: users,
    };
    const { forward, output } = network.encode(inner, batch, { matrix, values });
    backend.run(forward);
    const vectors = await backend.read(output.values);
    inner.dispose();
    return vectors;
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
    return factorModel('svdpp', this.#ready().values);
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
    if (!this.#factors) throw new Error('svdpp: not fitted');
    return this.#factors;
  }

  dispose(): void {
    this.#factors?.dispose();
    this.#factors = null;
  }
}
