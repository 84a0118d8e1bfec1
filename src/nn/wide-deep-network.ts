import type { Activation } from '../compute/activation';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Csr } from '../data/dataset';
import { CrossFeatures } from './cross-features';
import { EmbeddingTable, type IdsOfBatch } from './embedding';
import { Dense, stack } from './layers/dense';
import { newSignal, type LayerContext, type PreparedLayer } from './layers/layer';
import { PairLearner, type PreparedPairs } from './pair-program';
import { ParameterLayout, ParameterStore } from './parameters';
import { Side, type PreparedSide, type SideShape } from './side';

export interface WideDeepShape {
  readonly users: SideShape;
  readonly items: SideShape;
  /** Without the dense layers what remains is logistic regression. */
  readonly deep: boolean;
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
  readonly #deep: Deep | null;
  readonly #itemBias: EmbeddingTable;
  readonly #wide: CrossFeatures | null;

  constructor(
    backend: Backend,
    scope: Scope,
    readonly shape: WideDeepShape,
    seed: number,
  ) {
    super(backend, seed);
    const { items, crossed } = shape;
    const layout = new ParameterLayout();
    this.#deep = shape.deep ? deepPart(backend, scope, shape, layout, seed) : null;
    this.#itemBias = new EmbeddingTable(backend, scope, 'wide: items', items.count, 1, { constant: 0 }, seed);
    const { users: left, items: right } = this.#deep ?? {};
    this.tables = [...(left?.tables ?? []), ...(right?.tables ?? []), this.#itemBias];
    this.#wide = crossed && new CrossFeatures(layout, crossed.users, crossed.items);
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  prepare(context: LayerContext, users: IdsOfBatch, items: IdsOfBatch): PreparedPairs {
    const { backend, scope, rows, training } = context;
    const { kernels } = backend;
    const deep = this.#deep && prepareDeep(this.#deep, context, users, items);
    const column = (tensor: Tensor<'f32'>) => ({ tensor, stride: 1, column: 0 });
    const bias = scope.tensor('f32', rows, 'wide: weights of the items');
    const linear = scope.tensor('f32', rows, 'logits without crossings');
    const start = deep?.layers.output.values ?? scope.tensor('f32', rows, 'nothing deep');
    const ones = scope.upload(new Float32Array(rows).fill(1), 'ones');
    const add = [
      kernels.gatherRows(scope, {
        ...{ ids: items.ids, table: this.#itemBias.values, out: bias, count: rows, width: 1 },
      }),
      kernels.rowDots(scope, { a: ones, b: bias, bias: start, rows, width: 1, out: linear }),
    ];
    const logits = this.#wide ? scope.tensor('f32', rows, 'logits') : linear;
    const wide = this.#wide?.prepare(context, users, items, linear, logits);
    return {
      output: { values: logits, gradient: training ? logits : null, width: 1 },
      forward: [...(deep?.layers.forward ?? []), ...add, ...(wide?.forward ?? [])],
      backward: training
        ? [
            ...(wide?.backward ?? []),
            ...(deep
              ? [
                  kernels.product(scope, {
                    ...{ a: column(logits), out: column(deep.layers.output.gradient!), rows, width: 1 },
                  }),
                  ...deep.layers.backward,
                ]
              : []),
          ]
        : [],
      gradients: deep?.sides.flatMap(({ gradients }) => gradients) ?? [],
      updates: (step) => [
        ...(deep?.sides.flatMap((side) => side.updates(step)) ?? []),
        step.optimizer.embedding(this.#itemBias, step.items, column(logits), step.weightDecay),
      ],
    };
  }
}

interface Deep {
  readonly users: Side;
  readonly items: Side;
  readonly layers: readonly Dense[];
}

function deepPart(
  backend: Backend,
  scope: Scope,
  shape: WideDeepShape,
  layout: ParameterLayout,
  seed: number,
): Deep {
  const { embedding, featureEmbedding, layers, activation } = shape;
  const [users, items] = (['users', 'items'] as const).map(
    (name) => new Side(backend, scope, name, shape[name], embedding, featureEmbedding, seed),
  ) as [Side, Side];
  const widths = [users.width + items.width, ...layers];
  const tower = layers.map(
    (width, i) => new Dense(layout, `deep layer ${i + 1}`, widths[i]!, width, activation),
  );
  const head = new Dense(layout, 'prediction layer', widths.at(-1)!, 1, 'identity', 'lecun-uniform');
  return { users, items, layers: [...tower, head] };
}

/** The logits of the dense layers. */
function prepareDeep(
  deep: Deep,
  context: LayerContext,
  users: IdsOfBatch,
  items: IdsOfBatch,
): { readonly layers: PreparedLayer; readonly sides: readonly PreparedSide[] } {
  const input = newSignal(context, deep.users.width + deep.items.width, 'deep input');
  const left = deep.users.prepare(context, users, input, 0);
  const right = deep.items.prepare(context, items, input, left.width);
  const inputs = { output: input, forward: [...left.forward, ...right.forward], backward: [] };
  return { layers: stack(context, inputs, deep.layers), sides: [left, right] };
}
