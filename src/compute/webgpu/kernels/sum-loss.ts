import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sum-loss.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SumLossSpec } from '../../contracts';
import { Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const kernel = new Kernel('sumLoss', batchCode + code);

/** See `shaders/nn/sum-loss.wgsl`. */
export function sumLoss(scope: Scope, { batch, partials, losses }: SumLossSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    [1],
    [batch.tensor, partials, losses],
    uniforms(['u32', partials.length]),
  );
}
