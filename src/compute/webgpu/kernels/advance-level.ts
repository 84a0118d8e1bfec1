import code from '../../../../shaders/nn/advance-level.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AdvanceLevelSpec } from '../../contracts';
import { Kernel } from '../kernel';
import type { GpuScope } from '../scope';

const kernel = new Kernel('advanceLevel', code);

/** See `shaders/nn/advance-level.wgsl`. */
export function advanceLevel(scope: Scope, { plan }: AdvanceLevelSpec): Operation {
  return kernel.prepare(scope as GpuScope, [1], [plan]);
}
