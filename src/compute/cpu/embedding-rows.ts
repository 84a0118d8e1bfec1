import type { EmbeddingSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { dataOf } from './tensor';

/**
 * Calls `update` for each row that the batch touched, with its gradient summed in f64 in order of position, and the first
 * of its sorted places.
 */
export function forTouchedRows(
  spec: Pick<EmbeddingSpec, 'ids' | 'sorted' | 'gradient' | 'width'>,
  update: (row: number, gradient: Float64Array, place: number) => void,
): void {
  const { width, gradient } = spec;
  const [ids, sorted, values] = [dataOf(spec.ids), dataOf(spec.sorted), dataOf(gradient.tensor)];
  const sum = new Float64Array(width);
  for (let k = 0; k < sorted.length;) {
    const row = ids[sorted[k]!]!;
    if (row === NO_ROW) return;
    sum.fill(0);
    const place = k;
    for (; k < sorted.length && ids[sorted[k]!] === row; k++) {
      const start = sorted[k]! * gradient.stride + gradient.column;
      for (let c = 0; c < width; c++) sum[c]! += values[start + c]!;
    }
    update(row, sum, place);
  }
}
