import type { Activation } from '../compute/activation';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { ColumnsView } from '../compute/contracts/nn';
import { EmbeddingTable, type IdsOfBatch } from './embedding';
import { initializerFor } from './initializers';
import { BatchNorm, normalise } from './layers/batch-norm';
import { Dense } from './layers/dense';
import { chain, newSignal, type LayerContext, type PreparedLayer } from './layers/layer';
import { PairLearner, type PreparedPairs } from './pair-program';
import { ParameterLayout, ParameterStore } from './parameters';

export interface PairShape {
  readonly users: number;
  readonly items: number;
  /** Width of the vectors that are multiplied element by element (GMF); 0 for none. */
  readonly factors: number;
  /** Vectors that go side by side through dense layers (NCF's MLP), or none. */
  readonly tower: {
    readonly embedding: number;
    readonly layers: readonly number[];
    /** Batch normalisation between each layer and its activation (default: none). */
    readonly batchNorm?: boolean;
  } | null;
  readonly activation: Activation;
}

/** A branch of the network: its output, and per table what gradient its rows get. */
interface Branch extends PreparedLayer {
  readonly tables: readonly {
    readonly table: EmbeddingTable;
    readonly axis: 'users' | 'items';
    readonly gradient: ColumnsView;
  }[];
}

/**
 * A network that scores a user and an item from their embeddings: by generalised matrix factorisation, by a tower of
 * dense layers, or by both side by side (NeuMF), with one logit at the end (He et al. 2017, "Neural Collaborative
 * Filtering"). One training step of it is the benchmark row `ncf-step`: `train(…).step`.
 */
export class PairNetwork extends PairLearner {
  readonly loss = 'bce';
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly #tower: readonly Dense[];
  /** Of each layer of the tower, or none. */
  readonly #norms: readonly BatchNorm[];
  readonly #head: Dense;

  constructor(
    backend: Backend,
    scope: Scope,
    readonly shape: PairShape,
    seed: number,
  ) {
    super(backend, seed);
    const { users, items, factors, tower, activation } = shape;
    const table = (name: string, rows: number, width: number) =>
      new EmbeddingTable(backend, scope, name, rows, width, { normal: 0.01 }, seed);
    this.tables = [
      ...(factors > 0 ? [table('gmf users', users, factors), table('gmf items', items, factors)] : []),
      ...(tower
        ? [table('mlp users', users, tower.embedding), table('mlp items', items, tower.embedding)]
        : []),
    ];
    const layout = new ParameterLayout();
    const widths = tower ? [2 * tower.embedding, ...tower.layers] : [];
    this.#tower = widths.slice(1).map((width, i) => {
      const name = `tower layer ${i + 1}`;
      if (!tower?.batchNorm) return new Dense(layout, name, widths[i]!, width, activation);
      return new Dense(layout, name, widths[i]!, width, 'identity', initializerFor(activation), false);
    });
    this.#norms = tower?.batchNorm
      ? tower.layers.map((width, i) => new BatchNorm(layout, `tower layer ${i + 1} norm`, width))
      : [];
    this.#head = new Dense(
      layout,
      'prediction layer',
      factors + (widths.at(-1) ?? 0),
      1,
      'identity',
      'lecun-uniform',
    );
    this.store = new ParameterStore(backend, scope, layout, seed);
  }

  table(name: string): EmbeddingTable {
    return this.tables.find((table) => table.name === name)!;
  }

  /** The logits of `context.rows` pairs of ids. */
  prepare(context: LayerContext, users: IdsOfBatch, items: IdsOfBatch): PreparedPairs {
    const { factors, tower } = this.shape;
    const branches = [
      ...(factors > 0 ? [this.#product(context, users.ids, items.ids)] : []),
      ...(tower ? [this.#deep(context, users.ids, items.ids)] : []),
    ];
    const joined = branches.length > 1 ? this.#join(context, branches) : branches[0]!;
    const head = this.#head.prepare(context, joined.output, 'loss');
    const tables = branches.flatMap((branch) => branch.tables);
    return {
      ...chain([joined, head]),
      gradients: [],
      updates: (step) =>
        tables.map(({ table, axis, gradient }) =>
          step.optimizer.embedding(table, step[axis], gradient, step.weightDecay),
        ),
    };
  }

  /** p_u ∘ q_i */
  #product(context: LayerContext, users: Tensor<'u32'>, items: Tensor<'u32'>): Branch {
    const { backend, scope, rows } = context;
    const { kernels } = backend;
    const width = this.shape.factors;
    const [ofUsers, ofItems] = [this.table('gmf users'), this.table('gmf items')];
    const [p, q] = [newSignal(context, width, 'gmf users'), newSignal(context, width, 'gmf items')];
    const output = newSignal(context, width, 'gmf product');
    const whole = (tensor: Tensor<'f32'>) => ({ tensor, stride: width, column: 0 });
    const multiply = (a: Tensor<'f32'>, b: Tensor<'f32'>, out: Tensor<'f32'>) =>
      kernels.product(scope, { a: whole(a), b: whole(b), out: whole(out), rows, width });
    const gather = (ids: Tensor<'u32'>, table: EmbeddingTable, out: Tensor<'f32'>) =>
      kernels.gatherRows(scope, { ids, table: table.values, out, count: rows, width });
    return {
      output,
      forward: [
        gather(users, ofUsers, p.values),
        gather(items, ofItems, q.values),
        multiply(p.values, q.values, output.values),
      ],
      backward: output.gradient
        ? [multiply(output.gradient, q.values, p.gradient!), multiply(output.gradient, p.values, q.gradient!)]
        : [],
      tables: output.gradient
        ? [
            { table: ofUsers, axis: 'users', gradient: whole(p.gradient!) },
            { table: ofItems, axis: 'items', gradient: whole(q.gradient!) },
          ]
        : [],
    };
  }

  /** [p_u, q_i] through the dense layers. */
  #deep(context: LayerContext, users: Tensor<'u32'>, items: Tensor<'u32'>): Branch {
    const { backend, scope, rows } = context;
    const width = this.shape.tower!.embedding;
    const [ofUsers, ofItems] = [this.table('mlp users'), this.table('mlp items')];
    const input = newSignal(context, 2 * width, 'tower input');
    const gather = (ids: Tensor<'u32'>, table: EmbeddingTable, outColumn: number) =>
      backend.kernels.gatherRows(scope, {
        ids,
        table: table.values,
        out: input.values,
        ...{ count: rows, width, outStride: 2 * width, outColumn },
      });
    const embedded: PreparedLayer = {
      output: input,
      forward: [gather(users, ofUsers, 0), gather(items, ofItems, width)],
      backward: [],
    };
    let layers = embedded;
    this.#tower.forEach((dense, i) => {
      const { activation, factors } = this.shape;
      const last = i === this.#tower.length - 1;
      const next = this.#norms[i] || (last && factors > 0) ? 'other' : 'dense';
      const layer = dense.prepare(context, layers.output, next);
      layers = chain([layers, normalise(context, layer, this.#norms[i], activation)]);
    });
    const gradient = (column: number) => ({ tensor: input.gradient!, stride: 2 * width, column });
    return {
      ...layers,
      tables: input.gradient
        ? [
            { table: ofUsers, axis: 'users', gradient: gradient(0) },
            { table: ofItems, axis: 'items', gradient: gradient(width) },
          ]
        : [],
    };
  }

  /** Outputs side by side. */
  #join(context: LayerContext, branches: readonly PreparedLayer[]): PreparedLayer {
    const { backend, scope, rows } = context;
    const stride = branches.reduce((sum, { output }) => sum + output.width, 0);
    const output = newSignal(context, stride, 'joined branches');
    let column = 0;
    const copies = branches.map(({ output: { width, values, gradient } }) => {
      const [own, shared] = [
        { stride: width, column: 0 },
        { stride, column },
      ];
      column += width;
      const copy = (a: ColumnsView, out: ColumnsView) =>
        backend.kernels.product(scope, { a, out, rows, width });
      return {
        forward: copy({ ...own, tensor: values }, { ...shared, tensor: output.values }),
        backward: gradient && copy({ ...shared, tensor: output.gradient! }, { ...own, tensor: gradient }),
      };
    });
    return {
      output,
      forward: [...branches.flatMap(({ forward }) => forward), ...copies.map(({ forward }) => forward)],
      backward: [
        ...copies.flatMap(({ backward }) => backward ?? []),
        ...branches.flatMap(({ backward }) => backward),
      ],
    };
  }
}
