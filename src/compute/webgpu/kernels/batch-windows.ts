import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/batch-windows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { BatchWindowsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('batchWindows', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/batch-windows.wgsl`. */
export function batchWindows(scope: Scope, spec: BatchWindowsSpec): Operation {
  const { batch, windows, length, out, outOffset = 0 } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(batch.size * length, WORKGROUP_SIZE),
    [batch.tensor, windows, out],
    uniforms(['u32', batch.size], ['u32', length], ['u32', outOffset]),
  );
}
