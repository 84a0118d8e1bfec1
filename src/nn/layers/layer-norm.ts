import type { Tensor } from '../../compute/backend';
import type { Parameter, ParameterLayout } from '../parameters';
import { newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';

/** Layer normalisation with a scale and a shift of each column (Ba, Kiros & Hinton 2016). */
export class LayerNorm {
  readonly #scale: Parameter;
  readonly #shift: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly width: number,
  ) {
    this.#scale = layout.add({ name: `${name} scale`, shape: [width], initializer: { constant: 1 } });
    this.#shift = layout.add({ name: `${name} shift`, shape: [width], initializer: { constant: 0 } });
  }

  /** @param past gradient that reaches the input past this layer, added to that through it */
  prepare(context: LayerContext, input: Signal, past?: Tensor<'f32'>): PreparedLayer {
    const { backend, scope, rows, store } = context;
    const { kernels } = backend;
    const { width, name } = this;
    const output = newSignal(context, width, name);
    const normal = scope.tensor('f32', rows * width, `${name} normal`);
    const precision = scope.tensor('f32', rows, `${name} precision`);
    const shape = { parameters: store.values, scaleOffset: this.#scale.offset, rows, width };
    const forward = [
      kernels.layerNorm(scope, {
        ...{ ...shape, a: input.values, out: output.values, normal, precision },
        shiftOffset: this.#shift.offset,
      }),
    ];
    const { gradient } = output;
    if (!gradient || !input.gradient) return { output, forward, backward: [] };
    const sums = (a: Tensor<'f32'>, { offset }: Parameter) =>
      kernels.columnSums(scope, { a, rows, columns: width, out: store.gradients, outOffset: offset });
    const backward = [
      kernels.layerNormGradient(scope, {
        ...{ ...shape, gradient, normal, precision, out: input.gradient },
        ...(past ? { add: past } : {}),
      }),
      sums(normal, this.#scale),
      sums(gradient, this.#shift),
    ];
    return { output, forward, backward };
  }
}
