import type { Activation } from '../compute/activation';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { GroupLoss } from '../compute/contracts/nn';
import type { EmbeddingTable, IdsOfBatch } from './embedding';
import { Dense, stack } from './layers/dense';
import type { LayerContext, PreparedLayer } from './layers/layer';
import { PairLearner, type PreparedPairs } from './pair-program';
import { ParameterLayout, ParameterStore } from './parameters';
import { Side, type PreparedSide, type SideShape } from './side';

export interface TwoTowerShape {
  readonly users: SideShape;
  readonly items: SideShape;
  readonly embedding: number;
  readonly featureEmbedding: number;
  /** Widths of each tower's dense layers; the last is that of its vector. */
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly loss: 'bce' | GroupLoss;
  /** −ln Q of each item, where Q is the chance that a sampled item is this one: taken from logits in training. */
  readonly correction: Float32Array | null;
}

/** Dense layers over one side's vectors, with its own vector at the end. */
interface Tower {
  readonly side: Side;
  readonly layers: readonly Dense[];
}

/**
 * A tower of dense layers for users and one for items, over vectors of ids and features, that meet in an inner product
 * (Covington et al. 2016; Yi et al. 2019). An item's vector depends on the item alone, so a new one has its place from
 * its features.
 */
export class TwoTowerNetwork extends PairLearner {
  readonly loss: 'bce' | GroupLoss;
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #users: Tower;
  readonly #items: Tower;

  constructor(
    backend: Backend,
    scope: Scope,
    readonly shape: TwoTowerShape,
    seed: number,
  ) {
    super(backend, seed);
    this.loss = shape.loss;
    const layout = new ParameterLayout();
    [this.#users, this.#items] = (['users', 'items'] as const).map((name): Tower => {
      const { embedding, featureEmbedding, layers, activation } = shape;
      const side = new Side(backend, scope, name, shape[name], embedding, featureEmbedding, seed);
      const widths = [side.width, ...layers];
      const dense = layers.map((width, i) => {
        const last = i === layers.length - 1;
        return new Dense(
          layout,
          `${name}: layer ${i + 1}`,
          widths[i]!,
          width,
          last ? 'identity' : activation,
        );
      });
      return { side, layers: dense };
    }) as [Tower, Tower];
    this.tables = [...this.#users.side.tables, ...this.#items.side.tables];
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  /** Length of the vectors that meet. */
  get width(): number {
    return this.shape.layers.at(-1)!;
  }

  /** The vectors of the users or items of a batch. */
  protected vectors(
    context: LayerContext,
    axis: 'users' | 'items',
    ids: IdsOfBatch,
  ): PreparedLayer & { readonly side: PreparedSide } {
    const { side, layers } = axis === 'users' ? this.#users : this.#items;
    const input = side.signal(context);
    const prepared = side.prepare(context, ids, input, 0);
    const inputs = { output: input, forward: prepared.forward, backward: [] };
    return { ...stack(context, inputs, layers), side: prepared };
  }

  /** Makes the vectors of `ids` (as many as there are) outside of training: f32[rows × width]. */
  inferVectors(
    scope: Scope,
    axis: 'users' | 'items',
    ids: Tensor<'u32'>,
    rows: number,
  ): { readonly values: Tensor<'f32'>; readonly forward: readonly Operation[] } {
    const context = this.inferenceContext(scope, ids, rows);
    const { output, forward } = this.vectors(context, axis, { ids, sorted: ids });
    return { values: output.values, forward };
  }

  prepare(context: LayerContext, users: IdsOfBatch, items: IdsOfBatch): PreparedPairs {
    const { backend, scope, rows, training } = context;
    const { kernels } = backend;
    const { width } = this;
    const [u, v] = [this.vectors(context, 'users', users), this.vectors(context, 'items', items)];
    const logits = scope.tensor('f32', rows, 'logits');
    const bias = scope.tensor('f32', rows, 'corrections');
    const { correction } = this.shape;
    const correct =
      training && correction
        ? [
            kernels.gatherRows(scope, {
              ...{ ids: items.ids, out: bias, count: rows, width: 1 },
              table: scope.upload(correction, 'corrections of the items'),
            }),
          ]
        : [];
    const meet = kernels.rowDots(scope, {
      ...{ a: u.output.values, b: v.output.values, bias, rows, width, out: logits },
    });
    const back = (of: Tensor<'f32'>, to: Tensor<'f32'>) =>
      kernels.scaleRows(scope, { a: of, scale: logits, rows, width, out: to });
    return {
      output: { values: logits, gradient: training ? logits : null, width: 1 },
      forward: [...u.forward, ...v.forward, ...correct, meet],
      backward: training
        ? [
            back(v.output.values, u.output.gradient!),
            back(u.output.values, v.output.gradient!),
            ...u.backward,
            ...v.backward,
          ]
        : [],
      gradients: [...u.side.gradients, ...v.side.gradients],
      updates: (step) => [...u.side.updates(step), ...v.side.updates(step)],
    };
  }
}
