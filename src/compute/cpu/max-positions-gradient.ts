import type { Operation, Scope } from '../backend';
import type { MaxPositionsGradientSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/max-positions-gradient.wgsl`: the same numbers. */
export function maxPositionsGradient(_scope: Scope, spec: MaxPositionsGradientSpec): Operation {
  const { gradientStride, gradientColumn, size, positions, width } = spec;
  const [gradient, where, out] = [dataOf(spec.gradient), dataOf(spec.where), dataOf(spec.out)];
  const block = size * width;
  return new CpuOperation('maxPositionsGradient', () => {
    out.fill(0, 0, positions * block);
    for (let b = 0; b < size; b++)
      for (let f = 0; f < width; f++) {
        const index = b * width + f;
        out[where[index]! * block + index] = gradient[b * gradientStride + gradientColumn + f]!;
      }
  });
}
