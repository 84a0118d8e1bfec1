import type { Backend, Scope, Tensor } from '../compute/backend';
import type { SparseRows } from '../compute/contracts/nn';
import type { Csr, Dataset } from '../data/dataset';
import { ResearcherError } from '../errors';
import { Batches } from '../nn/batches';
import { RatingVectorNetwork } from '../nn/rating-vector-network';
import { train } from '../nn/trainer';
import { meanRating, type Baselines } from '../similarity/baselines';
import { roundedBaselines, zeroBaselines } from './mlp-baselines';
import { mlpParams, type MlpParams } from './mlp-params';
import { scaleFor, startingBias, type RatingScale } from './mlp-scale';
import { itemAxisScorer, userAxisScorer } from './mlp-scorer';
import { ratingVectorModel } from './onnx/rating-vector-model';
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
import { requestsByRow } from './requests';

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
export interface FittedMlp {
  readonly backend: Backend;
  readonly scope: Scope;
  readonly params: MlpParams;
  readonly network: RatingVectorNetwork;
  /** The training rows, which the network reads. */
  readonly matrix: SparseRows;
  readonly inputs: Tensor<'f32'>;
  /** What is added to the output: the bias model, or zeros. */
  readonly base: Baselines;
  readonly scale: RatingScale;
  /** Whether known ratings count alone, or every entry. */
  readonly known: boolean;
  /** Subtracted from the residuals that the network reads. */
  readonly centre: number;
}

class Mlp implements Recommender {
  #fitted: FittedMlp | null = null;

  constructor(
    readonly params: MlpParams,
    readonly task: Task,
  ) {}

  /** With other outputs the order is that of the ratings, but not the numbers. */
  get scoresAreRatings(): boolean {
    return this.#fitted?.scale.range === 1 && this.task === 'rating';
  }

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    const { training, backend } = context;
    const known = this.#known(dataset, context);
    const base = known && this.params.baseline ? roundedBaselines(dataset) : zeroBaselines(dataset);
    const { network, matrix, inputs, scale } = this.#prepare(dataset, context, base);
    const rows = this.#rowsOf(dataset);
    const targets = known
      ? this.#residuals(rows, base).map((value) => (value - scale.shift) / scale.range)
      : new Float32Array(rows.values.length).fill(1);
    const scope = backend.scope('mlp training');
    try {
      const program = network.train(scope, {
        matrix,
        inputs,
        targets: scope.upload(targets, 'targets'),
        loss: known ? 'known' : training.loss,
        batchSize: training.batchSize,
        epochs: training.epochs,
        optimizer: training.optimizer,
        weightDecay: this.params.weightDecay,
      });
      await train(program, context, training);
    } finally {
      scope.dispose();
    }
  }

  plan(dataset: Dataset, backend: Backend, training: TrainingOptions): Promise<number> {
    return rehearsedBytes(this, dataset, backend, training, { task: this.task });
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

  /** What the bias model leaves over, entry by entry. */
  #residuals(rows: Csr, { mean, users, items }: Baselines): Float32Array {
    const [ofRow, ofColumn] = this.params.axis === 'user' ? [users, items] : [items, users];
    const residuals = new Float32Array(rows.values.length);
    for (let row = 0; row < rows.rows; row++)
      for (let p = rows.offsets[row]!; p < rows.offsets[row + 1]!; p++)
        residuals[p] = rows.values[p]! - mean - ofRow[row]! - ofColumn[rows.indices[p]!]!;
    return residuals;
  }

  /** The network with its starting weights, and the training rows as its input. */
  #prepare(dataset: Dataset, context: FitContext, base: Baselines): FittedMlp {
    this.dispose();
    const { params } = this;
    const { backend, seed } = context;
    const scope = backend.scope('mlp');
    const rows = this.#rowsOf(dataset);
    const known = this.#known(dataset, context);
    const residual = known && params.baseline;
    const scale = known
      ? scaleFor(params.outputActivation, dataset.ratingRange, residual)
      : { shift: 0, range: 1 };
    const mean = residual ? 0 : meanRating(dataset);
    const outputBias = known ? startingBias(params.outputActivation, mean, scale) : 0;
    const network = new RatingVectorNetwork(
      backend,
      scope,
      { ...params, columns: rows.columns, outputBias },
      seed,
    );
    const matrix: SparseRows = {
      rows: rows.rows,
      columns: rows.columns,
      offsets: scope.upload(rows.offsets, 'offsets'),
      indices: scope.upload(rows.indices, 'indices'),
    };
    // Residuals are centred, so that a missing one (0) says nothing.
    const read = () =>
      params.inputs === 'ratings' ? rows.values : this.#residuals(rows, base).map((value) => value - mean);
    const inputs = known ? read() : new Float32Array(rows.values.length).fill(1);
    this.#fitted = {
      backend,
      scope,
      params,
      network,
      matrix,
      inputs: scope.upload(inputs, 'inputs'),
      base,
      scale,
      known,
      centre: mean,
    };
    return this.#fitted;
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const { backend, network, matrix, inputs, scale, base } = this.#ready();
    const [rowOf, columnOf] = this.params.axis === 'user' ? [users, items] : [items, users];
    const wanted = requestsByRow(matrix.rows, rowOf, columnOf);
    const out = new Float32Array(users.length);
    const scope = backend.scope('mlp predictions');
    try {
      const batches = new Batches(backend, scope, wanted.rows.length, INFERENCE_ROWS);
      const { batch } = batches;
      const encoder = network.encode(scope, batch, { matrix, values: inputs });
      const request = {
        ...matrix,
        offsets: scope.upload(wanted.offsets, 'request offsets'),
        indices: scope.upload(wanted.columns, 'request columns'),
      };
      const values = scope.tensor('f32', users.length, 'predictions');
      const predict = network.predict(scope, batch, encoder.output, request, values);
      batches.begin(0, wanted.rows);
      backend.run([batches.advance, ...encoder.forward, predict], batches.steps);
      const predicted = await backend.read(values);
      wanted.positions.forEach((at, entry) => {
        const bias = base.mean + base.users[users[at]!]! + base.items[items[at]!]!;
        out[at] = bias + scale.shift + scale.range * predicted[entry]!;
      });
    } finally {
      scope.dispose();
    }
    return out;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return (this.params.axis === 'user' ? userAxisScorer : itemAxisScorer)(this.#ready(), scope, tile);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { network, base } = this.#ready();
    const vector = (values: ArrayLike<number>) => ({
      shape: [values.length],
      data: Float32Array.from(values),
    });
    return new Map<string, NamedTensor>([
      ...(await network.store.read()),
      ['mean', vector([base.mean])],
      ['user biases', vector(base.users)],
      ['item biases', vector(base.items)],
    ]);
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return ratingVectorModel('mlp', this.#ready(), await this.toTensors());
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    dataset: Dataset,
    context: FitContext,
  ): Promise<void> {
    const vector = (name: string) => Float64Array.from(tensors.get(name)!.data);
    const base = { mean: vector('mean')[0]!, users: vector('user biases'), items: vector('item biases') };
    this.#prepare(dataset, context, base).network.store.write(tensors);
  }

  #ready(): FittedMlp {
    if (!this.#fitted) throw new Error('mlp: not fitted');
    return this.#fitted;
  }

  dispose(): void {
    this.#fitted?.scope.dispose();
    this.#fitted = null;
  }
}
