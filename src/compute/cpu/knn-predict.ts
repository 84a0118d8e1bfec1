import type { Operation, Scope } from '../backend';
import type { KnnPredictSpec } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

const bits = new Float32Array(1);
const bitsAsInteger = new Uint32Array(bits.buffer);

/**
 * An integer that orders positive similarities as they are but lets those that agree to 2⁻²⁰ be equal, so that a
 * tie is a tie however the last bits came about; 0 for what does not count.
 */
export function similarityKey(similarity: number): number {
  if (!(similarity > 0)) return 0;
  bits[0] = similarity;
  return (bitsAsInteger[0]! + 8) >>> 4;
}

/** Weighted means over the k nearest of each list, in f64: the meaning of `shaders/similarity/knn-predict.wgsl`. */
export function knnPredict(_scope: Scope, spec: KnnPredictSpec): Operation {
  const { columns, neighbours } = spec;
  const [similarities, offsets, indices, values] = [
    dataOf(spec.similarities),
    dataOf(spec.lists.offsets),
    dataOf(spec.lists.indices),
    dataOf(spec.lists.values),
  ];
  const [pairs, cursor, out, found] = [
    dataOf(spec.pairs),
    dataOf(spec.cursor),
    dataOf(spec.out),
    dataOf(spec.found),
  ];
  let keys = new Uint32Array(256);
  return new CpuOperation('knnPredict', () => {
    for (let p = cursor[0]!; p < cursor[1]!; p++) {
      const base = pairs[2 * p]! * columns;
      const list = pairs[2 * p + 1]!;
      const from = offsets[list]!;
      const length = offsets[list + 1]! - from;
      if (keys.length < length) keys = new Uint32Array(2 * length);
      for (let i = 0; i < length; i++) keys[i] = similarityKey(similarities[base + indices[from + i]!]!);
      const threshold = thresholdOf(keys, length, neighbours);
      let [weighted, weights, room] = [0, 0, neighbours - countAbove(keys, length, threshold)];
      found[p] = 0;
      for (let i = 0; i < length; i++) {
        const key = keys[i]!;
        if (key < threshold || key === 0 || (key === threshold && room-- <= 0)) continue;
        const s = similarities[base + indices[from + i]!]!;
        weighted += s * values[from + i]!;
        weights += s;
        found[p]!++;
      }
      out[p] = weights > 0 ? weighted / weights : 0;
    }
  });
}

/** The k-th greatest key, or 0 where fewer than k are positive. */
export function thresholdOf(keys: Uint32Array, length: number, k: number): number {
  let [positive, least, most] = [0, 0xffffffff, 0];
  for (let i = 0; i < length; i++) {
    const key = keys[i]!;
    if (key === 0) continue;
    positive++;
    least = Math.min(least, key);
    most = Math.max(most, key);
  }
  if (positive < k) return 0;
  // The greatest threshold that at least k keys reach lies in [least, most].
  while (least < most) {
    const middle = least + Math.ceil((most - least) / 2);
    if (countAbove(keys, length, middle - 1) >= k) least = middle;
    else most = middle - 1;
  }
  return least;
}

function countAbove(keys: Uint32Array, length: number, threshold: number): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (keys[i]! > threshold) count++;
  return count;
}
