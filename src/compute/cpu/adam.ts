import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type AdamSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/adam.wgsl`. */
export function adam(_scope: Scope, spec: AdamSpec): Operation {
  const { count, decayCount, weightDecay, decoupled = false } = spec;
  // As the shader sees them
  const [beta1, beta2] = [Math.fround(spec.beta1), Math.fround(spec.beta2)];
  const rows = new BatchRows(spec.batch);
  const [parameters, gradients, schedule] = [
    dataOf(spec.parameters),
    dataOf(spec.gradients),
    dataOf(spec.schedule),
  ];
  const [m, v] = [dataOf(spec.m), dataOf(spec.v)];
  return new CpuOperation('adam', () => {
    const row = rows.stepOfEpoch * SCHEDULE_WIDTH;
    const [stepSize, epsilonHat, rate] = [schedule[row]!, schedule[row + 1]!, schedule[row + 2]!];
    for (let i = 0; i < count; i++) {
      const decay = i < decayCount ? weightDecay : 0;
      const theta = parameters[i]!;
      const g = gradients[i]! + (decoupled ? 0 : decay * theta);
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const shrunk = decoupled ? theta - rate * decay * theta : theta;
      parameters[i] = shrunk - (stepSize * m[i]!) / (Math.sqrt(v[i]!) + epsilonHat);
    }
  });
}
