import type { Activation } from '../../compute/activation';
import type { LayerContext, PreparedLayer, Signal } from './layer';

/** y = f(z) as a layer of its own, where something stands between a product and its activation. */
export function prepareActivation(
  context: LayerContext,
  input: Signal,
  activation: Activation,
  name: string,
): PreparedLayer {
  if (activation === 'identity') return { output: input, forward: [], backward: [] };
  const { backend, scope, rows } = context;
  const { kernels } = backend;
  const count = rows * input.width;
  const values = scope.tensor('f32', count, name);
  const { gradient } = input;
  return {
    // One gradient serves both: it is multiplied by the slope in place.
    output: { values, gradient, width: input.width },
    forward: [kernels.applyActivation(scope, { activation, z: input.values, out: values, count })],
    backward: gradient
      ? [
          kernels.activationGradient(scope, {
            ...{ activation, gradient, count },
            // The slope of gelu needs z, that of the others y.
            y: activation === 'gelu' ? input.values : values,
          }),
        ]
      : [],
  };
}
