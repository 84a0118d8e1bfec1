import type { Backend, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import { augmentRows } from './augmentation';
import { Batches } from './batches';
import { CandidateOutput, type CandidateOptions } from './candidate-output';
import { EmbeddingTable, emptyIds } from './embedding';
import { Dense } from './layers/dense';
import { prepareDropout } from './layers/dropout';
import { Gru, type SequenceRows } from './layers/gru';
import { chain, newSignal, type LayerContext, type PreparedLayer, type Signal } from './layers/layer';
import { ParameterLayout, ParameterStore } from './parameters';
import { sequenceProgram, sortedStep, type SequenceScores, type SequenceTraining } from './sequence-program';
import { packSequences, rowsOfBatch, type Sequences } from './sequences';
import { TiedItems } from './tied-items';
import type { TrainingProgram } from './trainer';

export interface GruShape {
  readonly items: number;
  /** Length of an item's vector. */
  readonly factors: number;
  /** Width of each recurrent layer. */
  readonly hidden: readonly number[];
  /** Input and output share the items' vectors. */
  readonly tied: boolean;
  readonly sequenceLength: number;
  readonly dropout: number;
}

/**
 * GRU4Rec: item vectors through layers of gated recurrent units to a score for every item (Hidasi et al. 2016). Where
 * input and output share their vectors and these are not as wide as the last layer, a dense layer stands between.
 */
export class GruNetwork {
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #items: EmbeddingTable;
  readonly output: CandidateOutput;
  readonly #layers: readonly Gru[];
  readonly #projection: Dense | null;

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly shape: GruShape,
    readonly seed: number,
  ) {
    const { items, factors, hidden, tied } = shape;
    const table = (name: string, width: number) =>
      new EmbeddingTable(backend, scope, name, items, width, { normal: 1 / Math.sqrt(width) }, seed);
    const layout = new ParameterLayout();
    const widths = [factors, ...hidden];
    this.#layers = hidden.map((width, i) => new Gru(layout, `gru layer ${i + 1}`, widths[i]!, width));
    const last = hidden.at(-1)!;
    this.#projection =
      tied && last !== factors ? new Dense(layout, 'projection', last, factors, 'identity') : null;
    this.store = new ParameterStore(backend, scope, layout, seed);
    this.#items = table('item embeddings', factors);
    this.output = new CandidateOutput(
      backend,
      scope,
      tied ? this.#items : table('output vectors', last),
      seed,
    );
    this.tables = [...new Set([this.#items, this.output.table, this.output.biases])];
  }

  /** The vector that is compared with items, after each position of the input. */
  #encode(
    context: LayerContext,
    ids: Tensor<'u32'>,
    rows: SequenceRows,
  ): PreparedLayer & { readonly input: Signal } {
    const { factors, dropout } = this.shape;
    const input = newSignal(context, factors, 'input vectors');
    const embedded: PreparedLayer = {
      output: input,
      forward: [
        context.backend.kernels.gatherRows(context.scope, {
          ...{ ids, table: this.#items.values, out: input.values },
          ...{ count: context.rows, width: factors },
        }),
      ],
      backward: [],
    };
    const drop = (before: PreparedLayer, name: string) =>
      chain([before, prepareDropout(context, before.output, dropout, name)]);
    let layers = drop(embedded, 'input dropout');
    this.#layers.forEach((gru, i) => {
      layers = drop(chain([layers, gru.prepare(context, layers.output, rows)]), `dropout ${i + 1}`);
    });
    if (this.#projection) layers = chain([layers, this.#projection.prepare(context, layers.output)]);
    return { ...layers, input };
  }

  train(
    scope: Scope,
    sequences: Sequences,
    popularity: Uint32Array,
    training: SequenceTraining & CandidateOptions,
  ): TrainingProgram {
    const { backend, store, seed, shape } = this;
    const { kernels } = backend;
    const { factors } = shape;
    const packed = packSequences(sequences, shape.sequenceLength, seed);
    const { length } = packed;
    const batches = new Batches(backend, scope, packed.rows, rowsOfBatch(packed, training.batchSize));
    const { batch } = batches;
    const rows = batch.size * length;
    const starts = scope.tensor('u32', rows, 'starts');
    const ids = emptyIds(scope, rows, 'inputs');
    const inputs = scope.upload(packed.inputs, 'packed inputs');
    const begins = scope.upload(packed.starts, 'packed starts');
    const read = (windows: Tensor<'u32'>, out: Tensor<'u32'>, outOffset = 0) =>
      kernels.batchWindows(scope, { batch, windows, length, out, outOffset });
    const context = { backend, scope, batch, rows, store, training: true, seed };
    const network = this.#encode(context, ids, { size: batch.size, steps: length, starts });
    const source = {
      ...{ batch, length, popularity },
      windows: scope.upload(packed.targets, 'packed targets'),
      targetsPerRow: packed.count / packed.rows,
    };
    const output = this.output.train(scope, source, network.output, training, shape.tied ? rows : 0);
    const ofInputs = { tensor: network.input.gradient!, stride: factors, column: 0 };
    const tied = shape.tied
      ? new TiedItems(scope, output, rows, ofInputs, (all, offset) => read(inputs, all, offset))
      : null;
    return sequenceProgram(
      {
        ...{ backend, scope, seed, batches, store, tables: this.tables, output, targets: packed.count },
        forward: [read(inputs, ids), read(begins, starts), ...network.forward],
        backward: network.backward,
        augment: (augmentation, epoch) => {
          const seen = augmentRows(packed, augmentation, shape.items, seed, epoch);
          backend.write(inputs, seen.inputs);
          backend.write(begins, seen.starts);
        },
        updates: (optimizer) => {
          const { weightDecay } = training;
          if (tied)
            return [
              ...tied.updates(optimizer, weightDecay),
              ...output.updates(optimizer, weightDecay, false),
            ];
          return [
            ...sortedStep(optimizer, this.#items, ids, ofInputs, weightDecay),
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
    const steps = this.shape.sequenceLength;
    const rows = steps * size;
    const ids = scope.tensor('u32', rows, 'histories');
    const starts = scope.tensor('u32', rows, 'starts');
    const batch = { tensor: ids, size };
    const context = { backend, scope, batch, rows, store, training: false, seed };
    const network = this.#encode(context, ids, { size, steps, starts });
    const out = scope.tensor('f32', size * this.shape.items, 'scores');
    return {
      out,
      operations: [
        ...network.forward,
        this.output.scores(scope, network.output.values, rows - size, size, out),
      ],
      write: (_users, histories) => {
        backend.write(ids, histories);
        // Nothing comes from the padding before the first item.
        const first = (row: number) => row < size || histories[row - size] === NO_ROW;
        backend.write(
          starts,
          Uint32Array.from(histories, (_, row) => Number(first(row))),
        );
      },
    };
  }
}
