import type { Operation, Scope } from '../backend';
import type { SlimColumnsSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** Coordinate descent in f64, rounded once: the meaning of `shaders/models/slim-columns.wgsl`. */
export function slimColumns(_scope: Scope, spec: SlimColumnsSpec): Operation {
  const { tile, items } = spec;
  const [columns, gram, weights] = [dataOf(spec.columns), dataOf(spec.gram), dataOf(spec.weights)];
  return new CpuOperation('slimColumns', () => {
    for (let t = 0; t < tile; t++) {
      const j = columns[t]!;
      if (j === NO_ROW) continue;
      const column = descend(gram, items, j, spec);
      for (let k = 0; k < items; k++) weights[k * items + j] = column[k]!;
    }
  });
}

function descend(gram: Float32Array, items: number, j: number, spec: SlimColumnsSpec): Float64Array {
  const { l1, l2, sweeps, tolerance } = spec;
  const w = new Float64Array(items);
  const isListed = new Uint8Array(items);
  const listed = new Uint32Array(items);
  let count = 0;

  const minimum = (k: number): number => {
    const row = k * items;
    let rest = 0;
    for (let i = 0; i < count; i++) {
      const a = listed[i]!;
      rest += gram[row + a]! * w[a]!;
    }
    const diagonal = gram[row + k]!;
    const free = gram[row + j]! - l1 - (rest - diagonal * w[k]!);
    return diagonal + l2 > 0 ? Math.max(0, free) / (diagonal + l2) : 0;
  };

  for (let sweep = 0; sweep < sweeps;) {
    let moved = 0;
    for (let k = 0; k < items; k++) {
      if (k === j) continue;
      const after = minimum(k);
      if (after === w[k]) continue;
      moved = Math.max(moved, Math.abs(after - w[k]!));
      w[k] = after;
      if (!isListed[k]) {
        isListed[k] = 1;
        listed[count++] = k;
      }
    }
    sweep++;
    if (moved <= tolerance) break;
    const kept = listed.subarray(0, count).filter((k) => w[k] !== 0);
    isListed.fill(0);
    for (const k of kept) isListed[k] = 1;
    count = kept.length;
    listed.set(kept);
    while (sweep < sweeps) {
      moved = 0;
      for (let i = 0; i < count; i++) {
        const k = listed[i]!;
        const after = minimum(k);
        moved = Math.max(moved, Math.abs(after - w[k]!));
        w[k] = after;
      }
      sweep++;
      if (moved <= tolerance) break;
    }
  }
  return w;
}
