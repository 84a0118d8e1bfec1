import type { Activation } from '../../compute/activation';
import type { Parameter, ParameterLayout } from '../parameters';
import { prepareActivation } from './activation';
import { chain, newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';

/** Share of a batch in the running statistics (the usual value). */
const MOMENTUM = 0.1;

/**
 * Batch normalisation with a scale and a shift of each column (Ioffe & Szegedy 2015). In training by the statistics of
 * the batch, otherwise by the running ones, which stand among the parameters: their gradient is always 0, so that no
 * optimiser moves them, and they are kept, restored and saved with the rest.
 */
export class BatchNorm {
  readonly #scale: Parameter;
  readonly #shift: Parameter;
  readonly #mean: Parameter;
  readonly #variance: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly width: number,
  ) {
    const add = (what: string, constant: number) =>
      layout.add({ name: `${name} ${what}`, shape: [width], initializer: { constant } });
    this.#scale = add('scale', 1);
    this.#shift = add('shift', 0);
    this.#mean = add('running mean', 0);
    this.#variance = add('running variance', 1);
  }

  prepare(context: LayerContext, input: Signal): PreparedLayer {
    const { backend, scope, batch, rows, store, training } = context;
    const { kernels } = backend;
    const { width, name } = this;
    const output = newSignal(context, width, name);
    const normal = scope.tensor('f32', rows * width, `${name} normal`);
    const parameters = store.values;
    const places = { parameters, scaleOffset: this.#scale.offset, shiftOffset: this.#shift.offset };
    const shape = { ...places, a: input.values, normal, rows, width, out: output.values };
    const running = { meanOffset: this.#mean.offset, varianceOffset: this.#variance.offset };
    if (!training)
      return {
        output,
        forward: [kernels.batchNorm(scope, { ...shape, ...running, statistics: parameters })],
        backward: [],
      };
    const statistics = scope.tensor('f32', 2 * width, `${name} statistics`);
    const perRow = rows / batch.size;
    const forward = [
      kernels.batchStatistics(scope, {
        ...{ batch, a: input.values, perRow, width, out: statistics, parameters, momentum: MOMENTUM },
        ...running,
      }),
      kernels.batchNorm(scope, { ...shape, statistics, meanOffset: 0, varianceOffset: width }),
    ];
    const gradient = output.gradient!;
    const whole = (tensor: typeof gradient) => ({ tensor, stride: width, column: 0 });
    const products = scope.tensor('f32', rows * width, `${name} gradient by scale`);
    const sums = (a: typeof gradient, { offset }: Parameter) =>
      kernels.columnSums(scope, { a, rows, columns: width, out: store.gradients, outOffset: offset });
    const backward = [
      kernels.product(scope, { a: whole(gradient), b: whole(normal), out: whole(products), rows, width }),
      sums(products, this.#scale),
      sums(gradient, this.#shift),
      kernels.batchNormGradient(scope, {
        ...{ ...places, batch, perRow, width, gradient, normal, statistics },
        ...{ gradients: store.gradients, out: input.gradient! },
      }),
    ];
    return { output, forward, backward };
  }
}

/** What a layer without activation gives, normalised, then activated. Without `norm` as it is. */
export function normalise(
  context: LayerContext,
  layer: PreparedLayer,
  norm: BatchNorm | undefined,
  activation: Activation,
): PreparedLayer {
  if (!norm) return layer;
  const normalised = norm.prepare(context, layer.output);
  const activated = prepareActivation(context, normalised.output, activation, `${norm.name} activated`);
  return chain([layer, normalised, activated]);
}
