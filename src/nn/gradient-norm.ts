import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { Batch, ColumnsView } from '../compute/contracts/nn';
import type { IdsOfBatch } from './embedding';

/** Sums a source's squares are taken in: enough invocations for a device, few enough to be added by one. */
export const SQUARE_PARTS = 256;

/** Gradients of dense parameters, or with `ids` of the table rows at each position of a batch. */
export interface GradientSource {
  readonly gradient: ColumnsView;
  readonly rows: number;
  readonly width: number;
  readonly ids?: IdsOfBatch;
}

/**
 * The norm of all gradients of a step together, without the L2 penalty, kept for each step of the epoch; above `limit`
 * all of them shrink by the same factor, so that the step keeps its direction (Pascanu, Mikolov & Bengio 2013).
 * Positions of one table row count as the one gradient that they add up to.
 */
export class GradientNorm {
  /** f32[steps]: squared norms before clipping. */
  readonly squares: Tensor<'f32'>;
  readonly #sources: GradientSource[] = [];

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly batch: Batch,
    steps: number,
    readonly limit: number | null,
  ) {
    this.squares = scope.tensor('f32', steps, 'squared gradient norms');
  }

  add(source: GradientSource): void {
    this.#sources.push(source);
  }

  /** What must run between the gradients of a step and its updates. */
  operations(): Operation[] {
    const { backend, scope, batch, squares, limit } = this;
    const { kernels } = backend;
    const partials = scope.tensor('f32', SQUARE_PARTS * this.#sources.length, 'gradient squares');
    const sums = this.#sources.flatMap((source, i) => {
      const part = { parts: SQUARE_PARTS, out: partials, outOffset: i * SQUARE_PARTS };
      const { gradient, rows, width, ids } = source;
      if (!ids) return [kernels.squareSums(scope, { ...part, values: gradient.tensor, count: rows * width })];
      const whole = scope.tensor('f32', ids.ids.length * width, 'row gradients');
      return [
        kernels.rowGradients(scope, { ...ids, gradient, width, out: whole }),
        kernels.squareSums(scope, { ...part, values: whole, count: whole.length }),
      ];
    });
    const clips =
      limit === null
        ? []
        : this.#sources.map((source) => kernels.clipGradient(scope, { batch, squares, limit, ...source }));
    return [...sums, kernels.sumLoss(scope, { batch, partials, losses: squares }), ...clips];
  }

  /** Mean norm of the steps taken in this epoch. */
  async mean(steps: number): Promise<number> {
    const squares = await this.backend.read(this.squares, 0, steps);
    return squares.reduce((sum, square) => sum + Math.sqrt(square), 0) / steps;
  }
}

/** Measures ‖θ‖ of all learned tables together. */
export class WeightNorm {
  readonly #partials: Tensor<'f32'>;
  readonly #operations: readonly Operation[];

  constructor(
    readonly backend: Backend,
    scope: Scope,
    tables: readonly Tensor<'f32'>[],
  ) {
    this.#partials = scope.tensor('f32', SQUARE_PARTS * tables.length, 'weight squares');
    this.#operations = tables.map((values, i) =>
      backend.kernels.squareSums(scope, {
        values,
        count: values.length,
        parts: SQUARE_PARTS,
        out: this.#partials,
        outOffset: i * SQUARE_PARTS,
      }),
    );
  }

  /** The norm once all that was run before is done. */
  async measure(): Promise<number> {
    this.backend.run(this.#operations);
    return Math.sqrt((await this.backend.read(this.#partials)).reduce((sum, square) => sum + square, 0));
  }
}
