import { activate } from '../activation';
import type { Operation, Scope } from '../backend';
import type { GemmSpec } from '../contracts';
import { slope } from './activation-slope';
import { CpuOperation, dataOf } from './tensor';

/** Columns of `out` that are made together: their sums stay in registers. */
const PANEL = 4;

/**
 * out = f(op(a)·op(b) + bias), each sum in f64 in ascending order and rounded once (before a slope multiplies it too):
 * the meaning of `shaders/linalg/gemm.wgsl`. Two rows by four columns at a time, b in panels of four columns: three
 * times as fast as a plain triple loop.
 */
export function gemm(_scope: Scope, spec: GemmSpec): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0, biasOffset = 0, activation = 'identity' } = spec;
  const [a, b, out] = [dataOf(spec.a), dataOf(spec.b), dataOf(spec.out)];
  const bias = spec.bias && dataOf(spec.bias);
  const { activation: slopeActivation = 'identity', yOffset = 0 } = spec.slope ?? {};
  const y = spec.slope && dataOf(spec.slope.y);
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const panel = new Float64Array(PANEL * k);
  const pair = new Float64Array(2 * PANEL);

  /** pair[2 × 4] += rows i and i + 1 of op(a) (the second may lie beyond the last) times the panel. */
  const multiply = (i: number): void => {
    let s0 = pair[0]!;
    let s1 = pair[1]!;
    let s2 = pair[2]!;
    let s3 = pair[3]!;
    let s4 = pair[4]!;
    let s5 = pair[5]!;
    let s6 = pair[6]!;
    let s7 = pair[7]!;
    const first = aOffset + i * aRow;
    const second = i + 1 < m ? first + aRow : first;
    for (let p = 0, at = 0, step = 0; p < k; p++, at += PANEL, step += aStep) {
      const x = a[first + step]!;
      const y = a[second + step]!;
      const b0 = panel[at]!;
      const b1 = panel[at + 1]!;
      const b2 = panel[at + 2]!;
      const b3 = panel[at + 3]!;
      s0 += x * b0;
      s1 += x * b1;
      s2 += x * b2;
      s3 += x * b3;
      s4 += y * b0;
      s5 += y * b1;
      s6 += y * b2;
      s7 += y * b3;
    }
    pair[0] = s0;
    pair[1] = s1;
    pair[2] = s2;
    pair[3] = s3;
    pair[4] = s4;
    pair[5] = s5;
    pair[6] = s6;
    pair[7] = s7;
  };

  return new CpuOperation('gemm', () => {
    for (let j = 0; j < n; j += PANEL) {
      const columns = Math.min(PANEL, n - j);
      for (let c = 0; c < PANEL; c++) {
        // Columns beyond the last repeat it and are not written.
        const from = bOffset + (j + Math.min(c, columns - 1)) * bColumn;
        for (let p = 0; p < k; p++) panel[p * PANEL + c] = b[from + p * bStep]!;
      }
      for (let i = 0; i < m; i += 2) {
        const rows = Math.min(2, m - i);
        pair.fill(0);
        if (spec.accumulate) {
          for (let r = 0; r < rows; r++) {
            for (let c = 0; c < columns; c++) pair[r * PANEL + c] = out[outOffset + (i + r) * n + j + c]!;
          }
        }
        multiply(i);
        for (let r = 0; r < rows; r++) {
          for (let c = 0; c < columns; c++) {
            const at = (i + r) * n + j + c;
            const z = pair[r * PANEL + c]! + (bias ? bias[biasOffset + j + c]! : 0);
            if (y) out[outOffset + at] = Math.fround(z) * slope(slopeActivation, y[yOffset + at]!);
            else out[outOffset + at] = activation === 'identity' ? z : activate(activation, z);
          }
        }
      }
    }
  });
}
