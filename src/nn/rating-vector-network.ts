import type { Activation } from '../compute/activation';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { LOSS_PARTIALS, type Batch, type PointwiseLoss, type SparseRows } from '../compute/contracts/nn';
import { BatchTraining } from './batch-training';
import { Batches } from './batches';
import { initializerFor, type Initializer } from './initializers';
import { BatchNorm, normalise } from './layers/batch-norm';
import { Dense } from './layers/dense';
import { prepareDropout } from './layers/dropout';
import { chain, type LayerContext, type PreparedLayer, type Signal } from './layers/layer';
import { SampledOutput } from './layers/sampled-output';
import { SparseInput, type SparseSource } from './layers/sparse-input';
import type { OptimizerOptions } from './optimizers';
import { ParameterLayout, ParameterStore } from './parameters';
import type { TrainingProgram } from './trainer';

export interface RatingVectorShape {
  /** Length of a rating vector: what the network predicts. */
  readonly columns: number;
  /** Length of what it reads (default: the same). */
  readonly inputColumns?: number;
  /** How weights start (default: by their activation). */
  readonly initializer?: Initializer;
  /** Widths of the hidden layers, at least one. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly outputActivation: Activation;
  /** Share of each hidden layer that falls in training. */
  readonly dropout: number;
  /** Batch normalisation between each hidden layer and its activation (default: none). */
  readonly batchNorm?: boolean;
  /** Where the output's biases start. */
  readonly outputBias: number;
}

export interface RatingVectorTraining {
  readonly matrix: SparseRows;
  /** What the network reads, one a nonzero of `inputMatrix`. */
  readonly inputs: Tensor<'f32'>;
  /** Rows that the network reads (default: `matrix`). */
  readonly inputMatrix?: SparseRows;
  /** What it should say there. */
  readonly targets: Tensor<'f32'>;
  /** `known`: squared error at the nonzeros; otherwise the loss over all columns, 0 where there is no entry. */
  readonly loss: 'known' | PointwiseLoss;
  readonly batchSize: number;
  /** Of the run, for schedules of the learning rate that end with it. */
  readonly epochs?: number;
  readonly optimizer: OptimizerOptions;
  readonly weightDecay: number;
}

/**
 * The rating-vector network: reads all ratings of one user (or item), says what the missing ones would be (AutoRec,
 * Sedhain et al. 2015; with several hidden layers DeepRec, Kuchaiev & Ginsburg 2017; with cross-entropy over all items
 * the encoder of Mult-DAE's family). One training step of it is the benchmark row `mlp-rating-step`: `train(…).step`.
 */
export class RatingVectorNetwork {
  readonly store: ParameterStore;
  readonly #first: SparseInput;
  readonly #middle: readonly Dense[];
  readonly #last: SampledOutput;
  /** Of each hidden layer, or none. */
  readonly #norms: readonly BatchNorm[];

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly shape: RatingVectorShape,
    readonly seed: number,
  ) {
    const layout = new ParameterLayout();
    const { hidden, columns, inputColumns = columns, batchNorm = false } = shape;
    const initializer = shape.initializer ?? (batchNorm ? initializerFor(shape.activation) : undefined);
    const activation = batchNorm ? 'identity' : shape.activation;
    const biased = !batchNorm;
    this.#first = new SparseInput(
      layout,
      'hidden layer 1',
      inputColumns,
      hidden[0]!,
      activation,
      initializer,
      biased,
    );
    this.#middle = hidden
      .slice(1)
      .map(
        (width, i) =>
          new Dense(layout, `hidden layer ${i + 2}`, hidden[i]!, width, activation, initializer, biased),
      );
    this.#norms = batchNorm
      ? hidden.map((width, i) => new BatchNorm(layout, `hidden layer ${i + 1} norm`, width))
      : [];
    const start = { bias: shape.outputBias, weights: shape.initializer };
    this.#last = new SampledOutput(
      layout,
      'output layer',
      hidden.at(-1)!,
      columns,
      shape.outputActivation,
      start,
    );
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  /** Width of the last hidden layer. */
  get width(): number {
    return this.#last.inputWidth;
  }

  /** Where the output's weights f32[columns × width] and biases f32[columns] lie in the store. */
  get output(): { readonly weightsOffset: number; readonly biasOffset: number } {
    return { weightsOffset: this.#last.weights.offset, biasOffset: this.#last.bias.offset };
  }

  /** The hidden layers on a batch of sparse rows. */
  #encoder(context: LayerContext, source: SparseSource): PreparedLayer {
    const { dropout, activation } = this.shape;
    const finished = (layer: PreparedLayer, name: string, i: number) => {
      const activated = normalise(context, layer, this.#norms[i], activation);
      return chain([activated, prepareDropout(context, activated.output, dropout, `${name} dropout`)]);
    };
    let layers = finished(this.#first.prepare(context, source), this.#first.name, 0);
    this.#middle.forEach((dense, i) => {
      layers = chain([layers, finished(dense.prepare(context, layers.output), dense.name, i + 1)]);
    });
    return layers;
  }

  /** Prepares training in `scope`; everything of a step lies on the device afterwards. */
  train(
    scope: Scope,
    spec: RatingVectorTraining,
  ): TrainingProgram & { readonly batches: Batches; readonly losses: Tensor<'f32'> } {
    const { backend, store, seed } = this;
    const { matrix, inputs, targets } = spec;
    const batches = new Batches(backend, scope, matrix.rows, spec.batchSize);
    const { batch } = batches;
    const context = { backend, scope, batch, rows: batch.size, store, training: true, seed };
    const { inputMatrix = matrix } = spec;
    const known = batchByColumns(backend, scope, batch, matrix);
    const read = inputMatrix === matrix ? known : batchByColumns(backend, scope, batch, inputMatrix);
    const encoder = this.#encoder(context, { matrix: inputMatrix, values: inputs, columns: read });
    const source = { matrix, columns: known };
    const entriesPerRow = targets.length / matrix.rows;
    const output =
      spec.loss === 'known'
        ? this.#last.prepare(context, encoder.output, source, targets, entriesPerRow)
        : this.#everywhere(context, encoder.output, matrix, targets, spec.loss);
    const training = new BatchTraining(backend, scope, batches, spec.optimizer, seed, spec.epochs);
    const { optimizer, losses } = training;
    const step = [
      batches.advance,
      ...new Set([known.operation, read.operation]),
      ...encoder.forward,
      ...output.forward,
      backend.kernels.sumLoss(scope, { batch, partials: output.partials, losses }),
      ...output.backward,
      ...encoder.backward,
      ...optimizer.updates([optimizer.dense(store, spec.weightDecay)]),
    ];
    const divisor = spec.loss === 'known' ? targets.length : matrix.rows * matrix.columns;
    const learned = { store, tables: [] };
    return { batches, losses, ...training.program(step, learned, { samples: matrix.rows, divisor }) };
  }

  /** The output layer over all columns, with a loss against the dense rows of the targets. */
  #everywhere(
    context: LayerContext,
    input: Signal,
    matrix: SparseRows,
    targetValues: Tensor<'f32'>,
    kind: PointwiseLoss,
  ): { forward: readonly Operation[]; backward: readonly Operation[]; partials: Tensor<'f32'> } {
    const { backend, scope, batch, store } = context;
    const { kernels } = backend;
    const { columns } = matrix;
    const { width } = input;
    const targets = scope.tensor('f32', batch.size * columns, 'target rows');
    const values = scope.tensor('f32', batch.size * columns, 'output layer');
    const partials = scope.tensor('f32', LOSS_PARTIALS, 'loss partials');
    // The cross-entropy takes logits, and applies the sigmoid itself.
    const activation = kind === 'bce' ? 'identity' : this.shape.outputActivation;
    const weights = { b: store.values, bOffset: this.#last.weights.offset };
    const biasOffset = this.#last.bias.offset;
    const shape = { m: batch.size, n: columns, k: width };
    const gradients = { a: values, out: store.gradients };
    return {
      partials,
      forward: [
        kernels.denseRows(scope, { batch, matrix, values: targetValues, out: targets }),
        kernels.gemm(scope, {
          ...weights,
          ...shape,
          a: input.values,
          out: values,
          transposeB: true,
          bias: store.values,
          biasOffset,
          activation,
        }),
        kernels.loss(scope, { kind, batch, columns, activation, targets, values, partials }),
      ],
      backward: [
        kernels.gemm(scope, {
          ...gradients,
          b: input.values,
          outOffset: weights.bOffset,
          m: columns,
          n: width,
          k: batch.size,
          transposeA: true,
        }),
        kernels.columnSums(scope, { ...gradients, rows: batch.size, columns, outOffset: biasOffset }),
        kernels.gemm(scope, {
          ...weights,
          a: values,
          out: input.gradient!,
          m: batch.size,
          n: width,
          k: columns,
        }),
      ],
    };
  }

  /** The hidden layers without dropout, for the rows that stand in `batch`. */
  encode(scope: Scope, batch: Batch, source: Omit<SparseSource, 'columns'>): PreparedLayer {
    return this.#encoder(this.#inference(scope, batch), { ...source, columns: null });
  }

  /** Writes the prediction at each nonzero of `matrix` (other entries of the same rows) into `out`. */
  predict(scope: Scope, batch: Batch, encoded: Signal, matrix: SparseRows, out: Tensor<'f32'>): Operation {
    return this.#last.predict(this.#inference(scope, batch), encoded, matrix, out);
  }

  #inference(scope: Scope, batch: Batch): LayerContext {
    const { backend, store, seed } = this;
    return { backend, scope, batch, rows: batch.size, store, training: false, seed };
  }
}

/** Lists of the batch's nonzeros by column, and the operation that makes them. */
function batchByColumns(backend: Backend, scope: Scope, batch: Batch, matrix: SparseRows) {
  const entries = scope.tensor('u32', matrix.columns * batch.size * 2, 'batch by columns');
  const counts = scope.tensor('u32', matrix.columns, 'batch by columns: counts');
  const operation = backend.kernels.batchColumns(scope, { batch, matrix, entries, counts });
  return { entries, counts, operation };
}
