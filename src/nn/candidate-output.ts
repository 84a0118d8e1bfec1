import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { Batch, CandidateLoss } from '../compute/contracts';
import { EmbeddingTable, emptyIds, type IdsOfBatch } from './embedding';
import type { Signal } from './layers/layer';
import type { Optimizer } from './optimizers';

/** What the targets of a training are compared with. */
export interface CandidateOptions {
  readonly loss: CandidateLoss;
  /** Items drawn a batch and shared by its targets; all items where it is 0. */
  readonly negatives: number;
  /** Items are drawn in proportion to popularity to the power of this; 0: uniformly. */
  readonly sampleExponent: number;
  /** For `bce`: what the drawn items of a target weigh together. */
  readonly negativeWeight: number;
  /** λ of `bpr-max` */
  readonly scoreRegularization: number;
}

/** Whatever is learned from in mini-batches of rows, each with `length` positions that may have a target. */
export interface TargetSource {
  readonly batch: Batch;
  /** u32[rows × length] */
  readonly windows: Tensor<'u32'>;
  readonly length: number;
  readonly targetsPerRow: number;
  /** How often each item is in the training data. */
  readonly popularity: Uint32Array;
}

/** x_j = h·v_j + b_j for every item: the last layer of a network over sequences, with its losses. */
export class CandidateOutput {
  readonly biases: EmbeddingTable;

  /** @param table the vectors v; it may be the input's as well */
  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly table: EmbeddingTable,
    readonly seed: number,
  ) {
    this.biases = new EmbeddingTable(backend, scope, 'item biases', table.rows, 1, { constant: 0 }, seed);
  }

  /**
   * Biases under which the scores, before anything else is learned, are what popularity alone makes best for the loss:
   * log n_i, or for binary cross-entropy the log-odds against the drawn items. With a learning rate of 0.001 Adam
   * would take more than a thousand steps to get there.
   */
  startFrom(popularity: Uint32Array, options: CandidateOptions): void {
    const { loss, negatives, sampleExponent, negativeWeight } = options;
    // Half a time more, so that what was never chosen has a finite bias.
    const counts = Float64Array.from(popularity, (n) => n + 0.5);
    const total = counts.reduce((sum, n) => sum + n, 0);
    const drawn = sampling(popularity, negatives === 0 ? 0 : sampleExponent);
    const shift = counts.reduce((sum, n) => sum + Math.log(n), 0) / counts.length;
    this.biases.write(
      Float32Array.from(counts, (n, item) =>
        loss === 'bce' && drawn[item]! > 0
          ? Math.log(n / (total * negativeWeight * drawn[item]!))
          : Math.log(n) - shift,
      ),
    );
  }

  /** Scores of all items from rows `first` … `first + count` of `hidden`: f32[count × items]. */
  scores(scope: Scope, hidden: Tensor<'f32'>, first: number, count: number, out: Tensor<'f32'>): Operation {
    const { rows: items, width, values } = this.table;
    return this.backend.kernels.gemm(scope, {
      a: hidden,
      aOffset: first * width,
      b: values,
      out,
      ...{ m: count, n: items, k: width, transposeB: true },
      bias: this.biases.values,
    });
  }

  /**
   * Prepares the loss of `hidden`'s rows, by position t·size + b, and the way back into it.
   * @param room rows that the caller puts behind the gradients of targets and candidates
   */
  train(
    scope: Scope,
    source: TargetSource,
    hidden: Signal,
    options: CandidateOptions,
    room = 0,
  ): TrainedOutput {
    return new TrainedOutput(this, scope, source, hidden, options, room);
  }
}

/** A `CandidateOutput` bound to the tensors of a training. */
export class TrainedOutput {
  /** Rows of the loss. */
  readonly rows: number;
  readonly candidates: number;
  readonly forward: readonly Operation[];
  readonly backward: readonly Operation[];
  readonly partials: Tensor<'f32'>;
  /** ∂L/∂(vector of each target, then of each candidate), then the caller's rows: f32[… × width]. */
  readonly gradient: Tensor<'f32'>;
  readonly #ids: Tensor<'u32'>;
  readonly #sorted: Tensor<'u32'>;
  readonly #ofBiases: Tensor<'f32'>;
  readonly #thresholds: Tensor<'u32'> | null;

  constructor(
    readonly output: CandidateOutput,
    readonly scope: Scope,
    readonly source: TargetSource,
    hidden: Signal,
    options: CandidateOptions,
    room: number,
  ) {
    const { kernels } = output.backend;
    const { table, biases } = output;
    const { width } = table;
    const all = options.negatives === 0 || options.negatives >= table.rows;
    const rows = (this.rows = source.batch.size * source.length);
    const candidates = (this.candidates = all ? table.rows : options.negatives);
    const probabilities = all ? null : sampling(source.popularity, options.sampleExponent);
    this.#thresholds = probabilities && scope.upload(thresholdsOf(probabilities), 'sampling thresholds');
    this.#ids = this.newIds();
    this.#sorted = scope.tensor('u32', this.#ids.length, 'output ids sorted');
    const tensor = (length: number, label: string) => scope.tensor('f32', length, label);
    this.gradient = tensor((rows + candidates + room) * width, 'output gradients');
    this.#ofBiases = tensor(this.#ids.length, 'known scores');
    this.partials = tensor(Math.ceil(rows / 4) * 4, 'loss partials');
    const logWeights = scope.upload(
      logWeightsOf(table.rows, candidates, probabilities, options),
      'log weights',
    );
    const targetVectors = tensor(rows * width, 'vectors of the targets');
    const vectors = tensor(candidates * width, 'vectors of the candidates');
    const targetBiases = tensor(rows, 'biases of the targets');
    const ofCandidates = { biases: tensor(candidates, 'biases'), weights: tensor(candidates, 'weights') };
    const scores = tensor(candidates * rows, 'scores of the candidates');
    const ones = scope.upload(new Float32Array(rows).fill(1), 'ones');
    const ids = this.#ids;
    const gather = (
      from: Tensor<'f32'>,
      out: Tensor<'f32'>,
      idsOffset: number,
      count: number,
      wide: number,
    ) => kernels.gatherRows(scope, { ids, idsOffset, table: from, out, count, width: wide });
    const known = this.#ofBiases;
    this.forward = [
      ...this.fill(ids),
      gather(table.values, targetVectors, 0, rows, width),
      gather(table.values, vectors, rows, candidates, width),
      gather(biases.values, targetBiases, 0, rows, 1),
      gather(biases.values, ofCandidates.biases, rows, candidates, 1),
      gather(logWeights, ofCandidates.weights, rows, candidates, 1),
      kernels.rowDots(scope, {
        a: hidden.values,
        b: targetVectors,
        bias: targetBiases,
        rows,
        width,
        out: known,
      }),
      kernels.gemm(scope, {
        ...{ a: vectors, b: hidden.values, out: scores },
        ...{ m: candidates, n: rows, k: width, transposeB: true },
      }),
      kernels.candidateLoss(scope, {
        kind: options.loss,
        batch: source.batch,
        ...{ ids, rows, candidates, known, scores, partials: this.partials },
        biases: ofCandidates.biases,
        logWeights: ofCandidates.weights,
        targetsPerRow: source.targetsPerRow,
        regularization: options.scoreRegularization,
      }),
    ];
    const scale = (a: Tensor<'f32'>, out: Tensor<'f32'>) =>
      kernels.scaleRows(scope, { a, scale: known, rows, width, out });
    this.backward = [
      scale(targetVectors, hidden.gradient!),
      kernels.gemm(scope, {
        ...{ a: scores, b: vectors, out: hidden.gradient! },
        ...{ m: rows, n: width, k: candidates, transposeA: true, accumulate: true },
      }),
      scale(hidden.values, this.gradient),
      kernels.gemm(scope, {
        ...{ a: scores, b: hidden.values, out: this.gradient, outOffset: rows * width },
        ...{ m: candidates, n: width, k: rows },
      }),
      kernels.gemm(scope, { a: scores, b: ones, out: known, outOffset: rows, m: candidates, n: 1, k: rows }),
      kernels.sortIds(scope, { ids, sorted: this.#sorted }),
    ];
  }

  /** Ids of the targets, then of the candidates, with room for `extra` behind; NO_ROW until they are filled. */
  newIds(extra = 0): Tensor<'u32'> {
    const { rows, candidates } = this;
    const ids = emptyIds(this.scope, rows + candidates + extra, 'output ids');
    // Where all items are candidates, they stay the same.
    if (!this.#thresholds)
      this.output.backend.write(
        ids,
        Uint32Array.from({ length: candidates }, (_, item) => item),
        rows,
      );
    return ids;
  }

  /** Writes this batch's targets and candidates into ids of `newIds`. */
  fill(ids: Tensor<'u32'>): readonly Operation[] {
    const { kernels } = this.output.backend;
    const { batch, windows, length } = this.source;
    const targets = kernels.batchWindows(this.scope, { batch, windows, length, out: ids });
    if (!this.#thresholds) return [targets];
    const drawn = { batch, thresholds: this.#thresholds, count: this.candidates, seed: this.output.seed };
    return [targets, kernels.sampleItems(this.scope, { ...drawn, out: ids, outOffset: this.rows })];
  }

  /** The steps of the biases, and of the vectors unless the caller takes these along with others. */
  updates(optimizer: Optimizer, weightDecay: number, vectors: boolean): readonly Operation[] {
    const { table, biases } = this.output;
    const ids: IdsOfBatch = { ids: this.#ids, sorted: this.#sorted };
    const view = (tensor: Tensor<'f32'>, stride: number) => ({ tensor, stride, column: 0 });
    const ofBiases = optimizer.embedding(biases, ids, view(this.#ofBiases, 1), 0);
    if (!vectors) return [ofBiases];
    return [ofBiases, optimizer.embedding(table, ids, view(this.gradient, table.width), weightDecay)];
  }
}

/** The probability of each item to be drawn. */
function sampling(popularity: Uint32Array, exponent: number): Float64Array {
  const shares = Float64Array.from(popularity, (n) => (exponent === 0 ? 1 : n ** exponent));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** 2³² times the sum of the probabilities up to each item. */
function thresholdsOf(probabilities: Float64Array): Uint32Array {
  let sum = 0;
  return Uint32Array.from(probabilities, (share) => {
    sum += share;
    return Math.min(0xffffffff, Math.round(sum * 2 ** 32));
  });
}

/**
 * Softmax: one over how often a candidate is expected among those drawn, so that their sum estimates that over all items;
 * binary: equal shares of the weight.
 */
function logWeightsOf(
  items: number,
  candidates: number,
  probabilities: Float64Array | null,
  { loss, negativeWeight }: CandidateOptions,
): Float32Array {
  if (loss === 'bce') return new Float32Array(items).fill(Math.log(negativeWeight / candidates));
  if (loss === 'bpr-max' || !probabilities) return new Float32Array(items);
  return Float32Array.from(probabilities, (share) => (share > 0 ? -Math.log(candidates * share) : 0));
}
