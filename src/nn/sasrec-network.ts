import type { Backend, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import { augmentRows } from './augmentation';
import { Batches } from './batches';
import { CandidateOutput, type CandidateOptions } from './candidate-output';
import { EmbeddingTable, emptyIds } from './embedding';
import { AttentionBlock, type LookBack } from './layers/attention-block';
import { prepareDropout } from './layers/dropout';
import { chain, newSignal, type LayerContext, type PreparedLayer, type Signal } from './layers/layer';
import { LayerNorm } from './layers/layer-norm';
import { ParameterLayout, ParameterStore } from './parameters';
import { sequenceProgram, sortedStep, type SequenceScores, type SequenceTraining } from './sequence-program';
import { packSequences, placesOf, rowsOfBatch, type Sequences } from './sequences';
import { TiedItems } from './tied-items';
import type { TrainingProgram } from './trainer';

export interface SasRecShape {
  readonly items: number;
  /** Length of an item's vector, and width of every layer; a multiple of `heads`. */
  readonly factors: number;
  readonly blocks: number;
  readonly heads: number;
  readonly sequenceLength: number;
  readonly dropout: number;
}

/**
 * SASRec: vectors of items and of their places, counted from the last, through blocks of causal self-attention to a score
 * for every item by the same vectors (Kang & McAuley 2018).
 */
export class SasRecNetwork {
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #items: EmbeddingTable;
  readonly #places: EmbeddingTable;
  readonly output: CandidateOutput;
  readonly #blocks: readonly AttentionBlock[];
  readonly #norm: LayerNorm;

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly shape: SasRecShape,
    readonly seed: number,
  ) {
    const { items, factors, blocks, heads, sequenceLength } = shape;
    const table = (name: string, rows: number, deviation: number) =>
      new EmbeddingTable(backend, scope, name, rows, factors, { normal: deviation }, seed);
    const layout = new ParameterLayout();
    this.#blocks = Array.from(
      { length: blocks },
      (_, i) => new AttentionBlock(layout, `block ${i + 1}`, factors, heads),
    );
    this.#norm = new LayerNorm(layout, 'last norm', factors);
    this.store = new ParameterStore(backend, scope, layout, seed);
    this.#items = table('item embeddings', items, 1 / Math.sqrt(factors));
    // Small beside the items, which would else be hard to tell from one another where they stand in one place.
    this.#places = table('place embeddings', sequenceLength, 0.02);
    this.output = new CandidateOutput(backend, scope, this.#items, seed);
    this.tables = [this.#items, this.#places, this.output.biases];
  }

  /** The vector that is compared with items, after each position of the input. */
  #encode(
    context: LayerContext,
    ids: Tensor<'u32'>,
    places: Tensor<'u32'>,
    rows: LookBack,
  ): PreparedLayer & { readonly input: Signal } {
    const { factors: width, dropout } = this.shape;
    const { backend, scope, rows: count } = context;
    const { kernels } = backend;
    const input = newSignal(context, width, 'input vectors');
    const ofItems = scope.tensor('f32', count * width, 'item vectors');
    const ofPlaces = scope.tensor('f32', count * width, 'place vectors');
    const gather = (of: Tensor<'u32'>, table: EmbeddingTable, out: Tensor<'f32'>) =>
      kernels.gatherRows(scope, { ids: of, table: table.values, out, count, width });
    const embedded: PreparedLayer = {
      output: input,
      forward: [
        gather(ids, this.#items, ofItems),
        gather(places, this.#places, ofPlaces),
        kernels.sum(scope, { a: ofItems, b: ofPlaces, out: input.values, count: count * width }),
      ],
      backward: [],
    };
    let layers = chain([embedded, prepareDropout(context, input, dropout, 'input dropout')]);
    for (const block of this.#blocks)
      layers = chain([layers, block.prepare(context, layers.output, rows, dropout)]);
    return { ...chain([layers, this.#norm.prepare(context, layers.output)]), input };
  }

  train(
    scope: Scope,
    sequences: Sequences,
    popularity: Uint32Array,
    training: SequenceTraining & CandidateOptions,
  ): TrainingProgram {
    const { backend, store, seed, shape } = this;
    const { kernels } = backend;
    const packed = packSequences(sequences, shape.sequenceLength, seed);
    const { length } = packed;
    const batches = new Batches(backend, scope, packed.rows, rowsOfBatch(packed, training.batchSize));
    const { batch } = batches;
    const rows = batch.size * length;
    const idsOf = (label: string) => emptyIds(scope, rows, label);
    const [ids, places, begins] = [idsOf('inputs'), idsOf('places'), idsOf('begins')];
    const at = placesOf(packed, shape.sequenceLength);
    const inputs = scope.upload(packed.inputs, 'packed inputs');
    const packedPlaces = scope.upload(at.places, 'packed places');
    const packedBegins = scope.upload(at.begins, 'packed begins');
    const read = (windows: Tensor<'u32'>, out: Tensor<'u32'>, outOffset = 0) =>
      kernels.batchWindows(scope, { batch, windows, length, out, outOffset });
    const context = { backend, scope, batch, rows, store, training: true, seed };
    const network = this.#encode(context, ids, places, { size: batch.size, steps: length, begins });
    const source = {
      ...{ batch, length, popularity },
      windows: scope.upload(packed.targets, 'packed targets'),
      targetsPerRow: packed.count / packed.rows,
    };
    const output = this.output.train(scope, source, network.output, training, rows);
    const gradient = { tensor: network.input.gradient!, stride: shape.factors, column: 0 };
    const tied = new TiedItems(scope, output, rows, gradient, (all, offset) => read(inputs, all, offset));
    return sequenceProgram(
      {
        ...{ backend, scope, seed, batches, store, tables: this.tables, output, targets: packed.count },
        forward: [
          read(inputs, ids),
          read(packedPlaces, places),
          read(packedBegins, begins),
          ...network.forward,
        ],
        backward: network.backward,
        augment: (augmentation, epoch) => {
          const seen = augmentRows(packed, augmentation, shape.items, seed, epoch);
          // A missing item keeps its place.
          const cut = placesOf({ ...seen, inputs: packed.inputs }, shape.sequenceLength);
          backend.write(inputs, seen.inputs);
          backend.write(packedPlaces, cut.places);
          backend.write(packedBegins, cut.begins);
        },
        updates: (optimizer) => {
          const { weightDecay } = training;
          return [
            ...tied.updates(optimizer, weightDecay),
            ...sortedStep(optimizer, this.#places, places, gradient, weightDecay),
            ...output.updates(optimizer, weightDecay, false),
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
    const [ids, places, begins] = ['histories', 'places', 'begins'].map((label) =>
      scope.tensor('u32', rows, label),
    ) as [Tensor<'u32'>, Tensor<'u32'>, Tensor<'u32'>];
    const batch = { tensor: ids, size };
    const context = { backend, scope, batch, rows, store, training: false, seed };
    const network = this.#encode(context, ids, places, { size, steps, begins });
    const out = scope.tensor('f32', size * this.shape.items, 'scores');
    return {
      out,
      operations: [
        ...network.forward,
        this.output.scores(scope, network.output.values, rows - size, size, out),
      ],
      write: (_users, histories) => {
        const step = (row: number) => Math.floor(row / size);
        const first = new Uint32Array(size).fill(steps - 1);
        histories.forEach((id, row) => {
          if (id !== NO_ROW) first[row % size] = Math.min(first[row % size]!, step(row));
        });
        backend.write(ids, histories);
        backend.write(
          places,
          histories.map((id, row) => (id === NO_ROW ? NO_ROW : step(row))),
        );
        backend.write(
          begins,
          histories.map((_, row) => Math.min(step(row), first[row % size]!)),
        );
      },
    };
  }
}
