import type { Operation, Scope } from '../backend';
import type { ScaleRowsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/scale-rows.wgsl`. */
export function scaleRows(_scope: Scope, spec: ScaleRowsSpec): Operation {
  const { rows, width } = spec;
  const [a, scale, out] = [dataOf(spec.a), dataOf(spec.scale), dataOf(spec.out)];
  return new CpuOperation('scaleRows', () => {
    for (let r = 0; r < rows; r++)
      for (let k = r * width; k < (r + 1) * width; k++) out[k] = scale[r]! * a[k]!;
  });
}
