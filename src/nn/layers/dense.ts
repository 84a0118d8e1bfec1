import type { Activation } from '../../compute/activation';
import type { Operation } from '../../compute/backend';
import { initializerFor, type Initializer } from '../initializers';
import type { Parameter, ParameterLayout } from '../parameters';
import { chain, newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';

/** y = f(x·Wᵀ + b); W: f32[width × inputWidth]. */
export class Dense {
  readonly weights: Parameter;
  readonly bias: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly inputWidth: number,
    readonly width: number,
    readonly activation: Activation,
    initializer: Initializer = initializerFor(activation),
    /** Whether the bias is learned; else it stays 0, for what follows takes any away. */
    readonly biased = true,
  ) {
    const fan = [inputWidth, width] as const;
    this.weights = layout.add({
      name: `${name} weights`,
      shape: [width, inputWidth],
      initializer,
      fan,
      decay: true,
    });
    this.bias = layout.add({ name: `${name} bias`, shape: [width], initializer: { constant: 0 } });
  }

  /**
   * @param next what follows: `loss`, which replaces the output by its gradient (see `newSignal`; for the last layer,
   * without activation), `dense`, which leaves the gradient times the activation's slope, or anything else
   */
  prepare(context: LayerContext, input: Signal, next: 'loss' | 'dense' | 'other' = 'other'): PreparedLayer {
    const { backend, scope, rows, store, training } = context;
    const { kernels } = backend;
    const { width, inputWidth, activation } = this;
    const made = newSignal(context, width, this.name, next === 'loss');
    // gelu cannot be undone: its slope needs z, so the product is kept and the activation is a step of its own.
    const keepsProduct = activation === 'gelu' && training;
    const product = keepsProduct
      ? scope.tensor('f32', rows * width, `${this.name} before gelu`)
      : made.values;
    const slope = next === 'dense' && activation !== 'identity' ? { activation, y: product } : undefined;
    const output: Signal = slope ? { ...made, slope } : made;
    const weights = { b: store.values, bOffset: this.weights.offset };
    const forward: Operation[] = [
      kernels.gemm(scope, {
        ...weights,
        a: input.values,
        out: product,
        m: rows,
        n: width,
        k: inputWidth,
        transposeB: true,
        bias: store.values,
        biasOffset: this.bias.offset,
        activation: keepsProduct ? 'identity' : activation,
      }),
    ];
    if (keepsProduct)
      forward.push(
        kernels.applyActivation(scope, {
          activation,
          z: product,
          out: output.values,
          count: rows * width,
        }),
      );
    if (!output.gradient) return { output, forward, backward: [] };

    const gradient = output.gradient;
    const backward: Operation[] = [];
    if (activation !== 'identity' && !slope)
      backward.push(
        kernels.activationGradient(scope, { activation, y: product, gradient, count: rows * width }),
      );
    backward.push(
      kernels.gemm(scope, {
        a: gradient,
        b: input.values,
        out: store.gradients,
        outOffset: this.weights.offset,
        m: width,
        n: inputWidth,
        k: rows,
        transposeA: true,
      }),
    );
    if (this.biased)
      backward.push(
        kernels.columnSums(scope, {
          a: gradient,
          rows,
          columns: width,
          out: store.gradients,
          outOffset: this.bias.offset,
        }),
      );
    if (input.gradient)
      backward.push(
        kernels.gemm(scope, {
          ...weights,
          a: gradient,
          out: input.gradient,
          m: rows,
          n: inputWidth,
          k: width,
          slope: input.slope,
        }),
      );
    return { output, forward, backward };
  }
}

/** Dense layers one after the other, behind what `before` gives. */
export function stack(context: LayerContext, before: PreparedLayer, layers: readonly Dense[]): PreparedLayer {
  return layers.reduce((below, dense, i) => {
    const next = i === layers.length - 1 ? 'other' : 'dense';
    return chain([below, dense.prepare(context, below.output, next)]);
  }, before);
}
