import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { ColumnsView } from '../compute/contracts/nn';
import type { Csr } from '../data/dataset';
import { EmbeddingTable, type IdsOfBatch } from './embedding';
import { FeatureEmbedding } from './layers/feature-embedding';
import { newSignal, type LayerContext, type Signal } from './layers/layer';
import type { PairStep } from './pair-program';

/** What is known of users, or of items: how many there are, and their features (null where there are none). */
export interface SideShape {
  readonly count: number;
  readonly features: Csr | null;
  /** 1 for those with training interactions. */
  readonly known: Uint8Array;
}

/** A side's columns of a batch's input. */
export interface PreparedSide {
  readonly width: number;
  readonly forward: readonly Operation[];
  /** What remains of the way back once the ids are sorted. */
  readonly gradients: readonly Operation[];
  updates(step: PairStep): readonly Operation[];
}

/**
 * Users or items as vectors: one learned for each, beside the sum of its features' vectors. The vector of one without
 * training interactions starts, and stays, at zero, so that its features alone speak.
 */
export class Side {
  readonly ids: EmbeddingTable | null;
  readonly features: FeatureEmbedding | null;

  /** @param width of the learned vectors; 0 for none @param featureWidth of the sum of the features' vectors */
  constructor(
    backend: Backend,
    scope: Scope,
    readonly name: 'users' | 'items',
    readonly shape: SideShape,
    width: number,
    featureWidth: number,
    seed: number,
  ) {
    const { count, features, known } = shape;
    this.ids =
      width > 0
        ? new EmbeddingTable(backend, scope, `${name}: ids`, count, width, { normal: 0.01 }, seed)
        : null;
    if (this.ids)
      for (let row = 0; row < count; row++)
        if (!known[row]) backend.write(this.ids.values, new Float32Array(width), row * width);
    this.features = features
      ? new FeatureEmbedding(backend, scope, `${name}: features`, features, featureWidth, seed)
      : null;
  }

  get width(): number {
    return (this.ids?.width ?? 0) + (this.features?.width ?? 0);
  }

  get tables(): readonly EmbeddingTable[] {
    return [this.ids, this.features?.table].filter((table) => table !== null && table !== undefined);
  }

  /** An input signal of this side alone. */
  signal(context: LayerContext): Signal {
    return newSignal(context, this.width, `${this.name}: input`);
  }

  /** Writes the vectors of `ids` into `input`, from column `first` on. */
  prepare(context: LayerContext, ids: IdsOfBatch, input: Signal, first: number): PreparedSide {
    const { backend, scope, rows, training } = context;
    const gather = (table: Tensor<'f32'>, width: number, outColumn: number) =>
      backend.kernels.gatherRows(scope, {
        ...{ ids: ids.ids, table, out: input.values, count: rows, width },
        ...{ outStride: input.width, outColumn },
      });
    const view = (column: number): ColumnsView => ({ tensor: input.gradient!, stride: input.width, column });
    const forward: Operation[] = [];
    const gradients: Operation[] = [];
    const updates: ((step: PairStep) => Operation)[] = [];
    const { ids: table, features } = this;
    if (table) {
      forward.push(gather(table.values, table.width, first));
      updates.push(({ optimizer, weightDecay }) => optimizer.embedding(table, ids, view(first), weightDecay));
    }
    if (features) {
      const at = first + (table?.width ?? 0);
      const { vectors, forward: make } = features.prepare(scope);
      // Outside of training nothing moves any more: once is enough.
      if (training) forward.push(make);
      else backend.run([make]);
      forward.push(gather(vectors, features.width, at));
      if (training) {
        const back = features.backward(scope, ids, view(at));
        gradients.push(...back.gradients);
        updates.push(({ optimizer, weightDecay }) => back.update(optimizer, weightDecay));
      }
    }
    return {
      width: this.width,
      forward,
      gradients,
      updates: (step) => updates.map((update) => update(step)),
    };
  }
}
