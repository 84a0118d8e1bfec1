import type { Activation } from '../compute/activation';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Csr } from '../data/dataset';
import { CrossFeatures } from './cross-features';
import { EmbeddingTable, type IdsOfBatch } from './embedding';
import { Dense } from './layers/dense';
import { chain, newSignal, type LayerContext, type PreparedLayer } from './layers/layer';
import { PairLearner, type PreparedPairs } from './pair-program';
import { ParameterLayout, ParameterStore } from './parameters';
import { Side, type SideShape } from './side';

export interface WideDeepShape {
  readonly users: SideShape;
  readonly items: SideShape;
  /** Features whose every pairing has a weight of its own; null for none. */
  readonly crossed: { readonly users: Csr; readonly items: Csr } | null;
  readonly embedding: number;
  readonly featureEmbedding: number;
  readonly layers: readonly number[];
  readonly activation: Activation;
}

/**
 * Wide & Deep (Cheng et al. 2016, "Wide & Deep Learning for Recommender Systems"): the logit of a pair is the sum of a
 * linear model over crossed features, which memorises, and of dense layers over vectors of ids and features, which
 * generalise. Both are trained together.
 */
export class WideDeepNetwork extends PairLearner {
  readonly loss = 'bce';
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #users: Side;
  readonly #items: Side;
  readonly #itemBias: EmbeddingTable;
  readonly #tower: readonly Dense[];
  readonly #head: Dense;
  readonly #wide: CrossFeatures | null;

  constructor(
    backend: Backend,
    scope: Scope,
    readonly shape: WideDeepShape,
    seed: number,
  ) {
    super(backend, seed);
    const { users, items, crossed, embedding, featureEmbedding, layers, activation } = shape;
    this.#users = new Side(backend, scope, 'users', users, embedding, featureEmbedding, seed);
    this.#items = new Side(backend, scope, 'items', items, embedding, featureEmbedding, seed);
    this.#itemBias = new EmbeddingTable(backend, scope, 'wide: items', items.count, 1, { constant: 0 }, seed);
    this.tables = [...this.#users.tables, ...this.#items.tables, this.#itemBias];
    const layout = new ParameterLayout();
    const widths = [this.#users.width + this.#items.width, ...layers];
    this.#tower = layers.map(
      (width, i) => new Dense(layout, `deep layer ${i + 1}`, widths[i]!, width, activation),
    );
    this.#head = new Dense(layout, 'prediction layer', widths.at(-1)!, 1, 'identity', 'lecun-uniform');
    this.#wide = crossed && new CrossFeatures(layout, crossed.users, crossed.items);
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  prepare(context: LayerContext, users: IdsOfBatch, items: IdsOfBatch): PreparedPairs {
    const { backend, scope, rows, training } = context;
    const { kernels } = backend;
    const input = newSignal(context, this.#users.width + this.#items.width, 'deep input');
    const left = this.#users.prepare(context, users, input, 0);
    const right = this.#items.prepare(context, items, input, left.width);
    let deep: PreparedLayer = { output: input, forward: [...left.forward, ...right.forward], backward: [] };
    for (const dense of [...this.#tower, this.#head])
      deep = chain([deep, dense.prepare(context, deep.output)]);

    const column = (tensor: Tensor<'f32'>) => ({ tensor, stride: 1, column: 0 });
    const bias = scope.tensor('f32', rows, 'wide: weights of the items');
    const linear = scope.tensor('f32', rows, 'logits without crossings');
    const ones = scope.upload(new Float32Array(rows).fill(1), 'ones');
    const add = [
      kernels.gatherRows(scope, {
        ...{ ids: items.ids, table: this.#itemBias.values, out: bias, count: rows, width: 1 },
      }),
      kernels.rowDots(scope, { a: ones, b: bias, bias: deep.output.values, rows, width: 1, out: linear }),
    ];
    const logits = this.#wide ? scope.tensor('f32', rows, 'logits') : linear;
    const wide = this.#wide?.prepare(context, users, items, linear, logits);
    return {
      output: { values: logits, gradient: training ? logits : null, width: 1 },
      forward: [...deep.forward, ...add, ...(wide?.forward ?? [])],
      backward: training
        ? [
            ...(wide?.backward ?? []),
            kernels.product(scope, {
              ...{ a: column(logits), out: column(deep.output.gradient!), rows, width: 1 },
            }),
            ...deep.backward,
          ]
        : [],
      gradients: [...left.gradients, ...right.gradients],
      updates: (step) => [
        ...left.updates(step),
        ...right.updates(step),
        step.optimizer.embedding(this.#itemBias, step.items, column(logits), step.weightDecay),
      ],
    };
  }
}
