import type { Activation } from '../compute/activation';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { SparseRows } from '../compute/contracts/nn';
import { BatchTraining } from './batch-training';
import { Batches } from './batches';
import { Dense } from './layers/dense';
import { chain, type LayerContext, type PreparedLayer, type Signal } from './layers/layer';
import { readLearned, writeLearned, type Learned } from './learned';
import type { OptimizerOptions } from './optimizers';
import { ParameterLayout, ParameterStore } from './parameters';
import type { TrainingProgram } from './trainer';

export interface ListShape {
  /** Features of a candidate. */
  readonly features: number;
  /** Widths of the hidden layers, at least one. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

export interface ListTraining {
  /** f32[lists × group × features]: the features of a list's candidates, those of the chosen one first. */
  readonly lists: Float32Array<ArrayBuffer>;
  /** Candidates of a list. */
  readonly group: number;
  /** Lists of a batch. */
  readonly batchSize: number;
  readonly epochs: number;
  readonly optimizer: OptimizerOptions;
  readonly weightDecay: number;
}

/**
 * A network that scores the candidates of a list from what is known of each, trained so that the chosen one stands
 * first: dense layers shared by all candidates, and the cross-entropy of the softmax over the list (ListNet's top-one
 * form, Cao, Qin, Liu, Tsai & Li 2007; as the ranking network of Covington, Adams & Sargin 2016 it comes after recall).
 */
export class ListNetwork implements Learned {
  readonly store: ParameterStore;
  readonly tables = [];
  readonly #layers: readonly Dense[];

  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly shape: ListShape,
    readonly seed: number,
  ) {
    const layout = new ParameterLayout();
    const widths = [shape.features, ...shape.hidden];
    this.#layers = [
      ...shape.hidden.map(
        (width, i) => new Dense(layout, `hidden layer ${i + 1}`, widths[i]!, width, shape.activation),
      ),
      // A bias common to all candidates would change nothing.
      new Dense(layout, 'score', widths.at(-1)!, 1, 'identity', 'lecun-uniform', false),
    ];
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  /** Names of the layers, the first one first; `NAME weights` and `NAME bias` are their parameters. */
  get layers(): readonly { readonly name: string; readonly inputWidth: number; readonly width: number }[] {
    return this.#layers;
  }

  #prepare(context: LayerContext, input: Signal): PreparedLayer {
    let layers: PreparedLayer = { output: input, forward: [], backward: [] };
    this.#layers.forEach((dense, i) => {
      const next = i === this.#layers.length - 1 ? 'loss' : 'dense';
      layers = chain([layers, dense.prepare(context, layers.output, next)]);
    });
    return layers;
  }

  /** Prepares training in `scope`; everything of a step lies on the device afterwards. */
  train(scope: Scope, spec: ListTraining): TrainingProgram {
    const { backend, store, seed } = this;
    const { kernels } = backend;
    const { group, lists } = spec;
    const columns = group * this.shape.features;
    const rows = lists.length / columns;
    const batches = new Batches(backend, scope, rows, spec.batchSize);
    const { batch } = batches;
    const input: Signal = {
      values: scope.tensor('f32', batch.size * columns, 'candidates'),
      gradient: null,
      width: this.shape.features,
    };
    const context = { backend, scope, batch, rows: batch.size * group, store, training: true, seed };
    const layers = this.#prepare(context, input);
    const { values } = layers.output;
    const partials = scope.tensor('f32', Math.ceil(batch.size / 4) * 4, 'loss partials');
    const training = new BatchTraining(backend, scope, batches, spec.optimizer, seed, spec.epochs);
    const { optimizer, losses } = training;
    const step = [
      batches.advance,
      kernels.denseRows(scope, {
        batch,
        matrix: full(scope, rows, columns),
        values: scope.upload(lists, 'lists'),
        out: input.values,
      }),
      ...layers.forward,
      kernels.groupLoss(scope, { kind: 'softmax', batch, group, values, partials }),
      kernels.sumLoss(scope, { batch, partials, losses }),
      ...layers.backward,
      ...optimizer.updates([optimizer.dense(store, spec.weightDecay)]),
    ];
    return training.program(step, this, { samples: rows, divisor: rows });
  }

  /** Forward alone: the scores of `rows` candidates whose features lie in `candidates`. */
  inference(scope: Scope, candidates: Tensor<'f32'>, rows: number): PreparedLayer {
    const { backend, store, seed } = this;
    const batch = { tensor: scope.tensor('u32', 1, 'no batch'), size: rows };
    const context = { backend, scope, batch, rows, store, training: false, seed };
    return this.#prepare(context, { values: candidates, gradient: null, width: this.shape.features });
  }

  /** All that was learned, by name. */
  read(): ReturnType<typeof readLearned> {
    return readLearned(this);
  }

  write(tensors: Parameters<typeof writeLearned>[1]): void {
    writeLearned(this, tensors);
  }
}

/** A matrix without gaps, in the form of a sparse one. */
function full(scope: Scope, rows: number, columns: number): SparseRows {
  const offsets = Uint32Array.from({ length: rows + 1 }, (_, row) => row * columns);
  const indices = Uint32Array.from({ length: rows * columns }, (_, at) => at % columns);
  return {
    rows,
    columns,
    offsets: scope.upload(offsets, 'lists: offsets'),
    indices: scope.upload(indices, 'lists: columns'),
  };
}
