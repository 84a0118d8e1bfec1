import { RankNetwork, type RankLayer, type Standardizer } from './network';

/** Widths of a network from its features to its score: [features, …hidden, 1]. */
export function widthsOf(network: RankNetwork): number[] {
  return [network.features, ...network.layers.map(({ width }) => width)];
}

/** Weights and biases of layers of these widths. */
export function parameterCount(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, layer) => sum + width * (widths[layer]! + 1), 0);
}

/** All that a network learned, layer by layer: weights [width × inputWidth] by rows, then bias [width]. */
export function parametersOf({ layers }: RankNetwork): Float32Array<ArrayBuffer> {
  return Float32Array.from(layers.flatMap(({ weights, bias }) => [...weights, ...bias]));
}

/** The layers that lie in `parameters`, as views of it. */
export function layersIn(widths: readonly number[], parameters: Float32Array): RankLayer[] {
  let at = 0;
  const next = (length: number) => parameters.subarray(at, (at += length));
  return widths.slice(1).map((width, layer) => ({
    weights: next(width * widths[layer]!),
    bias: next(width),
    width,
  }));
}

/** The network whose weights and biases lie in `parameters`, which must not change any more. */
export function networkIn(
  standardizer: Standardizer,
  widths: readonly number[],
  parameters: Float32Array,
): RankNetwork {
  return new RankNetwork(standardizer, layersIn(widths, parameters));
}
