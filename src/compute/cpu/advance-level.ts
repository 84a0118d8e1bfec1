import type { Operation, Scope } from '../backend';
import type { AdvanceLevelSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/advance-level.wgsl`. */
export function advanceLevel(_scope: Scope, spec: AdvanceLevelSpec): Operation {
  const plan = dataOf(spec.plan);
  return new CpuOperation('advanceLevel', () => {
    plan[0]!++;
  });
}
