import { newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';

/** Inverted dropout in training; passes its input through otherwise. */
export function prepareDropout(
  context: LayerContext,
  input: Signal,
  rate: number,
  name: string,
): PreparedLayer {
  if (!context.training || rate === 0) return { output: input, forward: [], backward: [] };
  const { backend, scope, batch, rows, seed } = context;
  const output = newSignal(context, input.width, name);
  const spec = { batch, rate, seed, stream: name, count: rows * input.width };
  const forward = [backend.kernels.dropout(scope, { ...spec, a: input.values, out: output.values })];
  const backward = input.gradient
    ? [backend.kernels.dropout(scope, { ...spec, a: output.gradient!, out: input.gradient })]
    : [];
  return { output, forward, backward };
}
