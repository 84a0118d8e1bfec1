import type { Activation } from '../../compute/activation';
import type { Operation, Tensor } from '../../compute/backend';
import type { SparseRows } from '../../compute/contracts/nn';
import { initializerFor, type Initializer } from '../initializers';
import type { Parameter, ParameterLayout } from '../parameters';
import { newSignal, type LayerContext, type PreparedLayer } from './layer';

/** The rows of a sparse matrix as a network's input, and for training its batch by columns. */
export interface SparseSource {
  readonly matrix: SparseRows;
  readonly values: Tensor<'f32'>;
  /** Prepared once a batch (`batchColumns`); null in inference. */
  readonly columns: { readonly entries: Tensor<'u32'>; readonly counts: Tensor<'u32'> } | null;
}

/** The first layer on sparse rows: y = f(x·W + b); W: f32[columns × width]. Costs what the nonzeros cost. */
export class SparseInput {
  readonly weights: Parameter;
  readonly bias: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly columns: number,
    readonly width: number,
    readonly activation: Activation,
    initializer: Initializer = initializerFor(activation),
    /** Whether the bias is learned; else it stays 0, for what follows takes any away. */
    readonly biased = true,
  ) {
    const fan = [columns, width] as const;
    this.weights = layout.add({
      name: `${name} weights`,
      shape: [columns, width],
      initializer,
      fan,
      decay: true,
    });
    this.bias = layout.add({ name: `${name} bias`, shape: [width], initializer: { constant: 0 } });
  }

  prepare(context: LayerContext, { matrix, values, columns }: SparseSource): PreparedLayer {
    const { backend, scope, batch, store, training } = context;
    const { kernels } = backend;
    const { width, activation } = this;
    const output = newSignal(context, width, this.name);
    const count = batch.size * width;
    const keepsProduct = activation === 'gelu' && training;
    const product = keepsProduct ? scope.tensor('f32', count, `${this.name} before gelu`) : output.values;
    const forward: Operation[] = [
      kernels.sparseDense(scope, {
        batch,
        matrix,
        values,
        weights: store.values,
        weightsOffset: this.weights.offset,
        biasOffset: this.bias.offset,
        width,
        out: product,
        activation: keepsProduct ? 'identity' : activation,
      }),
    ];
    if (keepsProduct)
      forward.push(kernels.applyActivation(scope, { activation, z: product, out: output.values, count }));
    if (!output.gradient || !columns) return { output, forward, backward: [] };

    const gradient = output.gradient;
    const backward: Operation[] = [];
    if (activation !== 'identity')
      backward.push(kernels.activationGradient(scope, { activation, y: product, gradient, count }));
    backward.push(
      kernels.sparseOuter(scope, {
        entries: columns.entries,
        counts: columns.counts,
        size: batch.size,
        columns: matrix.columns,
        values,
        dense: gradient,
        width,
        out: store.gradients,
        outOffset: this.weights.offset,
      }),
    );
    if (this.biased)
      backward.push(
        kernels.columnSums(scope, {
          a: gradient,
          rows: batch.size,
          columns: width,
          out: store.gradients,
          outOffset: this.bias.offset,
        }),
      );
    return { output, forward, backward };
  }
}
