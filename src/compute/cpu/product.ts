import type { Operation, Scope } from '../backend';
import type { ProductSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/product.wgsl`. */
export function product(_scope: Scope, spec: ProductSpec): Operation {
  const { a, b, out, rows, width } = spec;
  const [left, target] = [dataOf(a.tensor), dataOf(out.tensor)];
  const right = b && dataOf(b.tensor);
  return new CpuOperation('product', () => {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < width; c++) {
        const factor = right ? right[r * b.stride + b.column + c]! : 1;
        target[r * out.stride + out.column + c] = left[r * a.stride + a.column + c]! * factor;
      }
    }
  });
}
