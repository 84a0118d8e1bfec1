import { activate } from '../activation';
import type { Operation, Scope } from '../backend';
import type { ApplyActivationSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/apply-activation.wgsl`. */
export function applyActivation(_scope: Scope, spec: ApplyActivationSpec): Operation {
  const [z, out] = [dataOf(spec.z), dataOf(spec.out)];
  return new CpuOperation('applyActivation', () => {
    for (let i = 0; i < spec.count; i++) out[i] = activate(spec.activation, z[i]!);
  });
}
