import type { Operation, Scope, Tensor } from '../compute/backend';
import type { ColumnsView } from '../compute/contracts';
import type { TrainedOutput } from './candidate-output';
import type { Optimizer } from './optimizers';
import { sortedStep } from './sequence-program';

/** One step of a table that is both input and output takes the gradients of both together. */
export class TiedItems {
  readonly #ids: Tensor<'u32'>;
  readonly #before: readonly Operation[];

  /**
   * @param rows of the input; `output` has room for as many
   * @param ofInputs gradient of the input's rows
   * @param read writes the input's ids behind this place
   */
  constructor(
    scope: Scope,
    readonly output: TrainedOutput,
    rows: number,
    ofInputs: ColumnsView,
    read: (ids: Tensor<'u32'>, offset: number) => Operation,
  ) {
    const { kernels } = output.output.backend;
    const { width } = output.output.table;
    const offset = output.rows + output.candidates;
    this.#ids = output.newIds(rows);
    const behind = { tensor: output.gradient, stride: width, column: offset * width };
    this.#before = [
      ...output.fill(this.#ids),
      read(this.#ids, offset),
      kernels.product(scope, { a: ofInputs, out: behind, rows, width }),
    ];
  }

  updates(optimizer: Optimizer, weightDecay: number): readonly Operation[] {
    const { gradient: tensor, output } = this.output;
    const { table } = output;
    const gradient = { tensor, stride: table.width, column: 0 };
    return [...this.#before, ...sortedStep(optimizer, table, this.#ids, gradient, weightDecay)];
  }
}
