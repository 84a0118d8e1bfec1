import type { Operation, Scope } from '../backend';
import type { MaxPositionsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/max-positions.wgsl`: the same numbers. */
export function maxPositions(_scope: Scope, spec: MaxPositionsSpec): Operation {
  const { size, positions, width, outStride, outColumn } = spec;
  const [a, out, where] = [dataOf(spec.a), dataOf(spec.out), dataOf(spec.where)];
  const block = size * width;
  return new CpuOperation('maxPositions', () => {
    for (let b = 0; b < size; b++) {
      for (let f = 0; f < width; f++) {
        const index = b * width + f;
        let place = 0;
        for (let i = 1; i < positions; i++) if (a[i * block + index]! > a[place * block + index]!) place = i;
        out[b * outStride + outColumn + f] = a[place * block + index]!;
        where[index] = place;
      }
    }
  });
}
