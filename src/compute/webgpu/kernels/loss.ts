import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import slopeCode from '../../../../shaders/nn/activation-slope.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/loss.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { LossSpec } from '../../contracts';
import { Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const allCode = activationCode + slopeCode + batchCode + code;
const constants = { workgroupSize: WORKGROUP_SIZE };
const squaredError = ACTIVATIONS.map(
  (_, activation) => new Kernel('loss', allCode, { ...constants, kind: 0, activation }),
);
const crossEntropy = new Kernel('loss', allCode, { ...constants, kind: 1 });

/** See `shaders/nn/loss.wgsl`. */
export function loss(scope: Scope, spec: LossSpec): Operation {
  const { partials } = spec;
  const kernel = spec.kind === 'bce' ? crossEntropy : squaredError[activationIndex(spec.activation)]!;
  return kernel.prepare(
    scope as GpuScope,
    [Math.ceil(partials.length / WORKGROUP_SIZE)],
    [spec.batch.tensor, spec.targets, spec.values, partials],
    uniforms(['u32', spec.batch.size], ['u32', spec.columns], ['u32', partials.length]),
  );
}
