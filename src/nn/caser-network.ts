import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { augmentWindows } from './augmentation';
import { Batches } from './batches';
import { CandidateOutput, type CandidateOptions } from './candidate-output';
import { EmbeddingTable, emptyIds } from './embedding';
import { HorizontalConvolution, VerticalConvolution } from './layers/convolution';
import { Dense } from './layers/dense';
import { prepareDropout } from './layers/dropout';
import { newSignal, type LayerContext, type Signal } from './layers/layer';
import { ParameterLayout, ParameterStore } from './parameters';
import { sequenceProgram, sortedStep, type SequenceScores, type SequenceTraining } from './sequence-program';
import { windowsOf, type Sequences } from './sequences';
import type { TrainingProgram } from './trainer';

export interface CaserShape {
  readonly users: number;
  readonly items: number;
  /** Length of a user's and of an item's vector. */
  readonly factors: number;
  readonly sequenceLength: number;
  /** Filters of each height from 1 to `sequenceLength`. */
  readonly horizontalFilters: number;
  readonly verticalFilters: number;
  readonly dropout: number;
}

/**
 * Caser: the last items as an image of positions × factors, under horizontal and vertical filters; what they find goes
 * through a dense layer and stands beside the user's vector (Tang & Wang 2018).
 */
export class CaserNetwork {
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #items: EmbeddingTable;
  readonly #users: EmbeddingTable;
  readonly output: CandidateOutput;
  readonly #horizontal: readonly HorizontalConvolution[];
  readonly #vertical: VerticalConvolution;
  readonly #dense: Dense;

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly shape: CaserShape,
    readonly seed: number,
  ) {
    const { users, items, factors, sequenceLength, horizontalFilters, verticalFilters } = shape;
    const table = (name: string, rows: number, width: number) =>
      new EmbeddingTable(backend, scope, name, rows, width, { normal: 1 / Math.sqrt(width) }, seed);
    const layout = new ParameterLayout();
    this.#horizontal = Array.from({ length: sequenceLength }, (_, i) => {
      const name = `convolution over ${i + 1}`;
      return new HorizontalConvolution(layout, name, factors, i + 1, horizontalFilters, 'relu');
    });
    this.#vertical = new VerticalConvolution(
      layout,
      'vertical convolution',
      factors,
      sequenceLength,
      verticalFilters,
    );
    this.#dense = new Dense(layout, 'dense layer', this.#found, factors, 'relu');
    this.store = new ParameterStore(backend, scope, layout, seed);
    this.#items = table('item embeddings', items, factors);
    this.#users = table('user embeddings', users, factors);
    this.output = new CandidateOutput(backend, scope, table('output vectors', items, 2 * factors), seed);
    this.tables = [this.#items, this.#users, this.output.table, this.output.biases];
  }

  /** Numbers that the filters find in a window. */
  get #found(): number {
    const { factors, sequenceLength, horizontalFilters, verticalFilters } = this.shape;
    return verticalFilters * factors + sequenceLength * horizontalFilters;
  }

  /**
   * The vector that is compared with items, for `context.rows` windows.
   * @param ids u32[sequenceLength × rows] by time
   */
  #encode(context: LayerContext, ids: Tensor<'u32'>, users: Tensor<'u32'>): Encoded {
    const { backend, scope, rows: size } = context;
    const { kernels } = backend;
    const { factors, sequenceLength: positions, horizontalFilters, verticalFilters, dropout } = this.shape;
    const images = newSignal({ ...context, rows: positions * size }, factors, 'input vectors');
    const found = newSignal(context, this.#found, 'found by filters');
    const vertical = this.#vertical.prepare(context, images, size, { signal: found, column: 0 });
    const filters = [
      vertical,
      ...this.#horizontal.map((convolution, i) => {
        const column = verticalFilters * factors + i * horizontalFilters;
        return convolution.prepare(context, images, { size, positions }, { signal: found, column });
      }),
    ];
    const dropped = prepareDropout(context, found, dropout, 'dropout');
    const dense = this.#dense.prepare(context, dropped.output);
    const output = newSignal(context, 2 * factors, 'window and user');
    const left = (tensor: Tensor<'f32'>) => ({ tensor, stride: 2 * factors, column: 0 });
    const own = (tensor: Tensor<'f32'>) => ({ tensor, stride: factors, column: 0 });
    const copy = (a: ReturnType<typeof left>, out: ReturnType<typeof left>) =>
      kernels.product(scope, { a, out, rows: size, width: factors });
    return {
      output,
      images,
      forward: [
        kernels.gatherRows(scope, {
          ...{ ids, table: this.#items.values, out: images.values },
          ...{ count: positions * size, width: factors },
        }),
        ...filters.flatMap(({ forward }) => forward),
        ...dropped.forward,
        ...dense.forward,
        copy(own(dense.output.values), left(output.values)),
        kernels.gatherRows(scope, {
          ...{ ids: users, table: this.#users.values, out: output.values },
          ...{ outStride: 2 * factors, outColumn: factors, count: size, width: factors },
        }),
      ],
      backward: output.gradient
        ? [
            copy(left(output.gradient), own(dense.output.gradient!)),
            ...dense.backward,
            ...dropped.backward,
            // The vertical filters come first: they begin the gradient that the others add to.
            ...filters.flatMap(({ backward }) => backward),
          ]
        : [],
    };
  }

  train(
    scope: Scope,
    sequences: Sequences,
    popularity: Uint32Array,
    training: SequenceTraining & CandidateOptions,
  ): TrainingProgram {
    const { backend, store, seed, shape } = this;
    const { kernels } = backend;
    const { factors, sequenceLength } = shape;
    const windows = windowsOf(sequences, sequenceLength);
    const batches = new Batches(backend, scope, windows.rows, training.batchSize);
    const { batch } = batches;
    const { size } = batch;
    const ids = emptyIds(scope, sequenceLength * size, 'inputs');
    const users = emptyIds(scope, size, 'users of the batch');
    const inputs = scope.upload(windows.inputs, 'all inputs');
    const ofUsers = scope.upload(windows.users, 'all users');
    const read = (all: Tensor<'u32'>, length: number, out: Tensor<'u32'>) =>
      kernels.batchWindows(scope, { batch, windows: all, length, out });
    const context = { backend, scope, batch, rows: size, store, training: true, seed };
    const network = this.#encode(context, ids, users);
    const targets = scope.upload(windows.targets, 'targets');
    const source = { batch, length: 1, popularity, windows: targets, targetsPerRow: 1 };
    const output = this.output.train(scope, source, network.output, training);
    const view = (tensor: Tensor<'f32'>, stride: number, column: number) => ({ tensor, stride, column });
    return sequenceProgram(
      {
        ...{ backend, scope, seed, batches, store, tables: this.tables, output, targets: windows.rows },
        forward: [read(inputs, sequenceLength, ids), read(ofUsers, 1, users), ...network.forward],
        backward: network.backward,
        augment: (augmentation, epoch) =>
          backend.write(inputs, augmentWindows(windows, augmentation, shape.items, seed, epoch)),
        updates: (optimizer) => {
          const { weightDecay } = training;
          return [
            ...sortedStep(
              optimizer,
              this.#items,
              ids,
              view(network.images.gradient!, factors, 0),
              weightDecay,
            ),
            ...sortedStep(
              optimizer,
              this.#users,
              users,
              view(network.output.gradient!, 2 * factors, factors),
              weightDecay,
            ),
            ...output.updates(optimizer, weightDecay, true),
          ];
        },
      },
      training,
    );
  }

  /** Prepares the scores of all items for `size` users at a time. */
  inference(scope: Scope, size: number): SequenceScores {
    const { backend, store, seed } = this;
    const ids = scope.tensor('u32', this.shape.sequenceLength * size, 'histories');
    const users = scope.tensor('u32', size, 'users');
    const batch = { tensor: users, size };
    const context = { backend, scope, batch, rows: size, store, training: false, seed };
    const network = this.#encode(context, ids, users);
    const out = scope.tensor('f32', size * this.shape.items, 'scores');
    return {
      out,
      operations: [...network.forward, this.output.scores(scope, network.output.values, 0, size, out)],
      write: (codes, histories) => {
        backend.write(users, codes);
        backend.write(ids, histories);
      },
    };
  }
}

interface Encoded {
  readonly output: Signal;
  /** The vectors of the window's items. */
  readonly images: Signal;
  readonly forward: readonly Operation[];
  readonly backward: readonly Operation[];
}
