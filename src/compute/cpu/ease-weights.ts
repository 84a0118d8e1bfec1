import type { Operation, Scope } from '../backend';
import type { EaseWeightsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/models/ease-weights.wgsl`. */
export function easeWeights(_scope: Scope, spec: EaseWeightsSpec): Operation {
  const { n } = spec;
  const [matrix, diagonal] = [dataOf(spec.matrix), dataOf(spec.diagonal)];
  return new CpuOperation('easeWeights', () => {
    for (let i = 0; i < n; i++) diagonal[i] = matrix[i * n + i]!;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * n + j] = i === j ? 0 : -matrix[i * n + j]! / diagonal[j]!;
    }
  });
}
