import { activate } from '../activation';
import type { Operation, Scope } from '../backend';
import type { GemmSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** out = f(op(a)·op(b) + bias), each sum in f64 and rounded once: the meaning of `shaders/linalg/gemm.wgsl`. */
export function gemm(_scope: Scope, spec: GemmSpec): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0, biasOffset = 0, activation = 'identity' } = spec;
  const [a, b, out] = [dataOf(spec.a), dataOf(spec.b), dataOf(spec.out)];
  const bias = spec.bias && dataOf(spec.bias);
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const sums = new Float64Array(n);
  return new CpuOperation('gemm', () => {
    for (let i = 0; i < m; i++) {
      const row = out.subarray(outOffset + i * n, outOffset + (i + 1) * n);
      if (spec.accumulate) sums.set(row);
      else sums.fill(0);
      for (let p = 0; p < k; p++) {
        const x = a[aOffset + i * aRow + p * aStep]!;
        if (x === 0) continue;
        for (let j = 0, at = bOffset + p * bStep; j < n; j++, at += bColumn) sums[j]! += x * b[at]!;
      }
      if (bias) for (let j = 0; j < n; j++) sums[j]! += bias[biasOffset + j]!;
      if (activation !== 'identity') for (let j = 0; j < n; j++) sums[j] = activate(activation, sums[j]!);
      row.set(sums);
    }
  });
}
