import type { Operation, Scope } from '../backend';
import { NO_ITEM, type TopKSpec } from '../contracts/select';
import { CpuOperation, dataOf } from './tensor';

/** The k greatest of each row by a min-heap of k: the meaning of `shaders/select/top-k.wgsl`. */
export function topK(_scope: Scope, spec: TopKSpec): Operation {
  const { rows, columns, k } = spec;
  const [scores, values, indices] = [dataOf(spec.scores), dataOf(spec.values), dataOf(spec.indices)];
  return new CpuOperation('topK', () => {
    for (let row = 0; row < rows; row++) {
      const base = row * k;
      const from = row * columns;
      values.fill(-Infinity, base, base + k);
      indices.fill(NO_ITEM, base, base + k);
      let root = -Infinity;
      for (let column = 0; column < columns; column++) {
        const score = scores[from + column]!;
        // An equal score comes later, so it is worse; NaN is greater than nothing.
        if (score > root) {
          sink(values, indices, base, k, score + 0, column);
          root = values[base]!;
        }
      }
      for (let size = k - 1; size > 0; size--) {
        const end = base + size;
        const [value, index] = [values[end]!, indices[end]!];
        values[end] = values[base]!;
        indices[end] = indices[base]!;
        sink(values, indices, base, size, value, index);
      }
    }
  });
}

/** Puts (value, index) at the root of the min-heap of `size` slots at `base` and lets it sink to its place. */
function sink(
  values: Float32Array,
  indices: Uint32Array,
  base: number,
  size: number,
  value: number,
  index: number,
): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    let at = base + child;
    if (child + 1 < size && worse(values[at + 1]!, indices[at + 1]!, values[at]!, indices[at]!)) {
      child++;
      at++;
    }
    if (!worse(values[at]!, indices[at]!, value, index)) break;
    values[base + hole] = values[at]!;
    indices[base + hole] = indices[at]!;
    hole = child;
  }
  values[base + hole] = value;
  indices[base + hole] = index;
}

function worse(value: number, index: number, thanValue: number, thanIndex: number): boolean {
  return value < thanValue || (value === thanValue && index > thanIndex);
}
