import type { Operation, Scope } from '../backend';
import type { ClipGradientSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/clip-gradient.wgsl`. */
export function clipGradient(_scope: Scope, spec: ClipGradientSpec): Operation {
  const { gradient, rows, width } = spec;
  const limit = Math.fround(spec.limit);
  const batch = new BatchRows(spec.batch);
  const [squares, values] = [dataOf(spec.squares), dataOf(gradient.tensor)];
  return new CpuOperation('clipGradient', () => {
    const norm = Math.sqrt(squares[batch.stepOfEpoch]!);
    if (norm <= limit) return;
    for (let r = 0; r < rows; r++) {
      const start = r * gradient.stride + gradient.column;
      for (let c = 0; c < width; c++) values[start + c]! *= limit / norm;
    }
  });
}
