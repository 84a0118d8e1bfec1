import type { Backend, Scope, Tensor } from '../compute/backend';
import { BATCH_HEADER, type SparseRows } from '../compute/contracts/nn';
import type { Csr, Dataset } from '../data/dataset';
import { ResearcherError } from '../errors';
import { Batches } from '../nn/batches';
import { RatingVectorNetwork } from '../nn/rating-vector-network';
import { train } from '../nn/trainer';
import { mlpParams, type MlpParams } from './mlp-params';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer, Task } from './recommender';

/** Rows encoded at once outside training. */
const INFERENCE_ROWS = 256;

export const mlp: ModelEntry<typeof mlpParams> = {
  name: 'mlp',
  label: { en: 'Multilayer perceptron (AutoRec)', zh: '多层感知机（AutoRec）' },
  summary: {
    en: 'Reads all ratings of a user or an item at once and fills in the missing ones; learns from the known ones only, or for implicit feedback from all.',
    zh: '一次读入某个用户或物品的全部评分并补全缺失值；显式反馈只从已知评分学习，隐式反馈从全部条目学习。',
  },
  paper:
    'Sedhain, S., Menon, A. K., Sanner, S., Xie, L. (2015). AutoRec: Autoencoders Meet Collaborative Filtering. WWW.',
  tasks: ['rating', 'ranking'],
  trained: true,
  params: mlpParams,
  create: (params, task) => new Mlp(params, task),
};

/** Everything that a fitted model keeps. */
interface Fitted {
  readonly backend: Backend;
  readonly scope: Scope;
  readonly network: RatingVectorNetwork;
  readonly matrix: SparseRows;
  readonly inputs: Tensor<'f32'>;

  readonly scale: RatingScale;
}

/** Ratings as the output sees them: (rating − shift) / range. */
interface RatingScale {
  readonly shift: number;
  readonly range: number;
}

class Mlp implements Recommender {
  #fitted: Fitted | null = null;

  constructor(
    readonly params: MlpParams,
    readonly task: Task,
  ) {}

  async fit(train_: Dataset, context: FitContext): Promise<void> {
    const { training } = context;
    const fitted = this.#prepare(train_, context);
    const { backend } = context;
    const scope = backend.scope('mlp training');
    const rows = this.#rowsOf(train_);
    const known = this.#known(train_, context);
    try {
      const program = fitted.network.train(scope, {
        matrix: fitted.matrix,
        inputs: fitted.inputs,
        targets: scope.upload(
          Float32Array.from(rows.values, (value) =>
            known ? (value - fitted.scale.shift) / fitted.scale.range : 1,
          ),
          'targets',
        ),
        loss: known ? 'known' : training.loss,
        batchSize: training.batchSize,
        optimizer: training.optimizer,
        weightDecay: this.params.weightDecay,
      });
      await train(program, context, training);
    } finally {
      scope.dispose();
    }
  }

  #rowsOf(dataset: Dataset): Csr {
    return this.params.axis === 'user' ? dataset.byUser : dataset.byItem;
  }

  /** Whether only known ratings count (explicit feedback), or every entry with 0 for the missing. */
  #known(dataset: Dataset, { training }: FitContext): boolean {
    if (this.task === 'rating' && (training.loss === 'bce' || !dataset.hasRatings))
      throw new ResearcherError(
        'model.rating-needs-mse',
        {
          en: 'Rating prediction needs explicit ratings and the loss “mse”. Choose these, or the ranking task.',
          zh: '评分预测需要显式评分和“mse”损失。请改用它们，或选择排序任务。',
        },
        { path: 'training.loss' },
      );
    return dataset.hasRatings && training.loss === 'mse';
  }

  /** The network with its starting weights, and the training rows as its input. */
  #prepare(dataset: Dataset, context: FitContext): Fitted {
    this.dispose();
    const { backend, seed } = context;
    const scope = backend.scope('mlp');
    const rows = this.#rowsOf(dataset);
    const known = this.#known(dataset, context);
    const mean = rows.values.reduce((sum, value) => sum + value, 0) / Math.max(1, rows.values.length);
    const scale = known
      ? scaleFor(this.params.outputActivation, dataset.ratingRange)
      : { shift: 0, range: 1 };
    const network = new RatingVectorNetwork(
      backend,
      scope,
      {
        ...this.params,
        columns: rows.columns,
        outputBias: known ? startingBias(this.params, mean, scale) : 0,
      },
      seed,
    );
    const matrix: SparseRows = {
      rows: rows.rows,
      columns: rows.columns,
      offsets: scope.upload(rows.offsets, 'offsets'),
      indices: scope.upload(rows.indices, 'indices'),
    };
    // Centred, so that a missing rating (0) says nothing; half the range is near a standard deviation.
    const [low, high] = dataset.ratingRange;
    const spread = Math.max((high - low) / 2, 1e-6);
    const inputs = scope.upload(
      Float32Array.from(rows.values, (value) => (known ? (value - mean) / spread : 1)),
      'inputs',
    );
    return (this.#fitted = { backend, scope, network, matrix, inputs, scale });
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const { backend, network, matrix, inputs, scale } = this.#ready();
    const [rowOf, columnOf] = this.params.axis === 'user' ? [users, items] : [items, users];
    const wanted = requestsByRow(matrix, rowOf, columnOf);
    const out = new Float32Array(users.length);
    const scope = backend.scope('mlp predictions');
    try {
      const batches = new Batches(backend, scope, Math.max(1, wanted.rows.length), INFERENCE_ROWS);
      const encoder = network.encode(scope, batches.batch, { matrix, values: inputs });
      const request = {
        ...matrix,
        offsets: scope.upload(wanted.offsets, 'request offsets'),
        indices: scope.upload(wanted.columns, 'request columns'),
      };
      const values = scope.tensor('f32', users.length, 'predictions');
      batches.begin(0, wanted.rows);
      const step = [
        batches.advance,
        ...encoder.forward,
        network.predict(scope, batches.batch, encoder.output, request, values),
      ];
      backend.run(step, Math.ceil(wanted.rows.length / batches.batch.size));
      const predicted = await backend.read(values);
      wanted.positions.forEach((position, entry) => {
        out[position] = scale.shift + scale.range * predicted[entry]!;
      });
    } finally {
      scope.dispose();
    }
    return out;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return this.params.axis === 'user' ? this.#userScorer(scope, tile) : this.#itemScorer(scope, tile);
  }

  #userScorer(scope: Scope, tile: number): Scorer {
    const { backend, network, matrix, inputs } = this.#ready();
    const out = scope.tensor('f32', tile * matrix.columns, 'scores');
    const batch = { tensor: scope.tensor('u32', BATCH_HEADER + tile, 'users'), size: tile };
    const encoder = network.encode(scope, batch, { matrix, values: inputs });
    const score = backend.kernels.gemm(scope, {
      a: encoder.output.values,
      b: network.store.values,
      bOffset: network.output.weightsOffset,
      bias: network.store.values,
      biasOffset: network.output.biasOffset,
      out,
      m: tile,
      n: matrix.columns,
      k: network.width,
      transposeB: true,
      activation: this.params.outputActivation,
    });
    return {
      out,
      tile,
      score: (users) => {
        backend.write(
          batch.tensor,
          Uint32Array.from([0, 0, 0, users.length, users.length, 0, 0, 0, ...users]),
        );
        backend.run([...encoder.forward, score]);
      },
    };
  }

  /** Scores of users are columns here: hidden layers of all items once, then users' output weights against them. */
  #itemScorer(scope: Scope, tile: number): Scorer {
    const { backend, network, matrix, inputs } = this.#ready();
    const { kernels } = backend;
    const { width, store, output } = network;
    const items = matrix.rows;
    const out = scope.tensor('f32', tile * items, 'scores');
    const batch = { tensor: scope.tensor('u32', BATCH_HEADER + items, 'items'), size: items };
    const all = Uint32Array.from({ length: items }, (_, i) => i);
    backend.write(batch.tensor, Uint32Array.from([0, 0, 0, items, items, 0, 0, 0, ...all]));
    const encoder = network.encode(scope, batch, { matrix, values: inputs });
    backend.run(encoder.forward);
    const ids = scope.tensor('u32', tile, 'users');
    const weights = scope.tensor('f32', tile * width, 'output weights');
    const bias = scope.tensor('f32', tile, 'output biases');
    const ones = scope.upload(new Float32Array(items).fill(1), 'ones');
    const gather = { ids, table: store.values, count: tile };
    const operations = [
      kernels.gatherRows(scope, { ...gather, tableOffset: output.weightsOffset, out: weights, width }),
      kernels.gatherRows(scope, { ...gather, tableOffset: output.biasOffset, out: bias, width: 1 }),
      kernels.gemm(scope, { a: bias, b: ones, out, m: tile, n: items, k: 1 }),
      kernels.gemm(scope, {
        a: weights,
        b: encoder.output.values,
        out,
        m: tile,
        n: items,
        k: width,
        transposeB: true,
        accumulate: true,
        activation: this.params.outputActivation,
      }),
    ];
    return {
      out,
      tile,
      score: (users) => {
        backend.write(ids, Uint32Array.from(users));
        backend.run(operations);
      },
    };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.#ready().network.store.read();
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    dataset: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#prepare(dataset, context).network.store.write(tensors);
  }

  #ready(): Fitted {
    if (!this.#fitted) throw new Error('mlp: not fitted');
    return this.#fitted;
  }

  dispose(): void {
    this.#fitted?.scope.dispose();
    this.#fitted = null;
  }
}

function scaleFor(activation: string, [low, high]: readonly [number, number]): RatingScale {
  const width = Math.max(high - low, 1e-6);
  if (activation === 'sigmoid') return { shift: low, range: width };
  if (activation === 'tanh') return { shift: (low + high) / 2, range: width / 2 };
  return { shift: 0, range: 1 };
}

/** So that an untrained network says about the mean rating. */
function startingBias(params: MlpParams, mean: number, scale: RatingScale): number {
  const y = (mean - scale.shift) / scale.range;
  switch (params.outputActivation) {
    case 'sigmoid':
      return Math.log(Math.max(y, 1e-3) / Math.max(1 - y, 1e-3));
    case 'tanh':
      return Math.atanh(Math.max(-0.999, Math.min(0.999, y)));
    default:
      return y;
  }
}

/** Pairs grouped by row: the rows that are asked for, and their columns as a sparse matrix of the same rows. */
function requestsByRow(
  { rows }: SparseRows,
  rowOf: Uint32Array,
  columnOf: Uint32Array,
): { rows: Uint32Array; offsets: Uint32Array; columns: Uint32Array; positions: Uint32Array } {
  const offsets = new Uint32Array(rows + 1);
  for (const row of rowOf) offsets[row + 1]!++;
  for (let row = 0; row < rows; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const [columns, positions] = [new Uint32Array(rowOf.length), new Uint32Array(rowOf.length)];
  rowOf.forEach((row, position) => {
    const entry = next[row]!++;
    columns[entry] = columnOf[position]!;
    positions[entry] = position;
  });
  const asked = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => offsets[row + 1]! > offsets[row]!,
  );
  return { rows: asked, offsets, columns, positions };
}
