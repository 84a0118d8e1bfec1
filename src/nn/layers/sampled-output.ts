import type { Activation } from '../../compute/activation';
import type { Operation, Tensor } from '../../compute/backend';
import { SAMPLED_SLOTS, type SparseRows } from '../../compute/contracts/nn';
import type { Initializer } from '../initializers';
import type { Parameter, ParameterLayout } from '../parameters';
import type { LayerContext, Signal } from './layer';
import type { SparseSource } from './sparse-input';

/**
 * The last layer of a rating network, ŷ = f(h·Wᵀ + b) with W: f32[columns × width], computed and corrected only where a
 * rating is known: with 6 % of the ratings known, a sixteenth of the work of the dense layer, to the same gradient.
 */
export class SampledOutput {
  readonly weights: Parameter;
  readonly bias: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly inputWidth: number,
    readonly columns: number,
    readonly activation: Activation,
    start: { readonly weights?: Initializer; readonly bias?: number } = {},
  ) {
    this.weights = layout.add({
      name: `${name} weights`,
      shape: [columns, inputWidth],
      initializer: start.weights ?? 'glorot-uniform',
      fan: [inputWidth, columns],
      decay: true,
    });
    this.bias = layout.add({
      name: `${name} bias`,
      shape: [columns],
      initializer: { constant: start.bias ?? 0 },
    });
  }

  /** Writes ŷ[p] of the batch's rows at the nonzeros p of `matrix`. */
  predict(context: LayerContext, input: Signal, matrix: SparseRows, out: Tensor<'f32'>): Operation {
    return context.backend.kernels.sampledDense(context.scope, {
      batch: context.batch,
      matrix,
      dense: input.values,
      weights: context.store.values,
      weightsOffset: this.weights.offset,
      biasOffset: this.bias.offset,
      width: this.inputWidth,
      out,
      activation: this.activation,
    });
  }

  /**
   * Forward, squared error against `targets` (one a nonzero), backward.
   * @returns operations, and the partial sums of squared errors
   */
  prepare(
    context: LayerContext,
    input: Signal,
    { matrix, columns }: Pick<SparseSource, 'matrix' | 'columns'>,
    targets: Tensor<'f32'>,
    entriesPerRow: number,
  ): { forward: readonly Operation[]; backward: readonly Operation[]; partials: Tensor<'f32'> } {
    const { backend, scope, batch, store } = context;
    const { kernels } = backend;
    const errors = scope.tensor('f32', targets.length, `${this.name} errors`);
    const partials = scope.tensor('f32', batch.size * SAMPLED_SLOTS, 'loss partials');
    const ones = scope.upload(new Float32Array(batch.size).fill(1), 'ones');
    const loss = {
      batch,
      matrix,
      targets,
      values: errors,
      activation: this.activation,
      entriesPerRow,
      partials,
    };
    const byColumn = {
      entries: columns!.entries,
      counts: columns!.counts,
      size: batch.size,
      columns: matrix.columns,
      values: errors,
    };
    return {
      partials,
      forward: [this.predict(context, input, matrix, errors), kernels.sampledLoss(scope, loss)],
      backward: [
        kernels.sparseOuter(scope, {
          ...byColumn,
          dense: input.values,
          width: this.inputWidth,
          out: store.gradients,
          outOffset: this.weights.offset,
        }),
        kernels.sparseOuter(scope, {
          ...byColumn,
          dense: ones,
          width: 1,
          out: store.gradients,
          outOffset: this.bias.offset,
        }),
        kernels.sparseDense(scope, {
          batch,
          matrix,
          values: errors,
          weights: store.values,
          weightsOffset: this.weights.offset,
          biasOffset: null,
          width: this.inputWidth,
          out: input.gradient!,
        }),
      ],
    };
  }
}
