import type { Operation, Scope } from '../backend';
import type { PivotPanelSpec } from '../contracts/linalg';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/linalg/pivot-panel.wgsl`. */
export function pivotPanel(_scope: Scope, spec: PivotPanelSpec): Operation {
  const { n, start, width } = spec;
  const [matrix, inverse, rows, left] = [spec.matrix, spec.inverse, spec.rows, spec.left].map(dataOf);
  return new CpuOperation('pivotPanel', () => {
    for (let i = 0; i < n; i++) {
      const inside = i - start;
      for (let c = 0; c < width; c++) {
        const across = i * n + start + c;
        if (inside >= 0 && inside < width) {
          left![i * width + c] = c === inside ? 1 : 0;
          rows![c * n + i] = inverse![c * width + inside]!;
        } else {
          left![i * width + c] = -matrix![across]!;
          matrix![(start + c) * n + i] = 0;
        }
        matrix![across] = 0;
      }
    }
  });
}
