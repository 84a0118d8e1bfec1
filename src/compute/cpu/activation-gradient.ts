import type { Operation, Scope } from '../backend';
import type { ActivationGradientSpec } from '../contracts';
import { slope } from './activation-slope';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/activation-gradient.wgsl`. */
export function activationGradient(_scope: Scope, spec: ActivationGradientSpec): Operation {
  const [y, gradient] = [dataOf(spec.y), dataOf(spec.gradient)];
  return new CpuOperation('activationGradient', () => {
    for (let i = 0; i < spec.count; i++) gradient[i]! *= slope(spec.activation, y[i]!);
  });
}
