import type { Operation, Scope } from '../backend';
import type { PivotInverseSpec } from '../contracts/linalg';
import { CpuOperation, dataOf } from './tensor';

/** Gauss–Jordan elimination in f64, rounded once: the meaning of `shaders/linalg/pivot-inverse.wgsl`. */
export function pivotInverse(_scope: Scope, spec: PivotInverseSpec): Operation {
  const { n, start, width } = spec;
  const [matrix, inverse] = [dataOf(spec.matrix), dataOf(spec.inverse)];
  return new CpuOperation('pivotInverse', () => {
    const block = Float64Array.from({ length: width * width }, (_, at) => {
      return matrix[(start + Math.floor(at / width)) * n + start + (at % width)]!;
    });
    for (let p = 0; p < width; p++) {
      const pivot = block[p * width + p]!;
      for (let j = 0; j < width; j++) {
        if (j !== p) block[p * width + j]! /= pivot;
      }
      for (let i = 0; i < width; i++) {
        if (i === p) continue;
        const factor = block[i * width + p]!;
        for (let j = 0; j < width; j++) {
          if (j !== p) block[i * width + j]! -= factor * block[p * width + j]!;
        }
        block[i * width + p] = -factor / pivot;
      }
      block[p * width + p] = 1 / pivot;
    }
    inverse.set(block);
  });
}
