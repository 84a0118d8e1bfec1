import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type SgdSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/sgd.wgsl`. */
export function sgd(_scope: Scope, spec: SgdSpec): Operation {
  const { count, decayCount, weightDecay, nesterov = false } = spec;
  const momentum = Math.fround(spec.momentum);
  const rows = new BatchRows(spec.batch);
  const [parameters, gradients, schedule] = [
    dataOf(spec.parameters),
    dataOf(spec.gradients),
    dataOf(spec.schedule),
  ];
  const velocity = dataOf(spec.velocity);
  return new CpuOperation('sgd', () => {
    const rate = schedule[rows.stepOfEpoch * SCHEDULE_WIDTH + 2]!;
    for (let i = 0; i < count; i++) {
      const g = gradients[i]! + (i < decayCount ? weightDecay * parameters[i]! : 0);
      velocity[i] = momentum * velocity[i]! + g;
      parameters[i]! -= rate * (nesterov ? g + momentum * velocity[i]! : velocity[i]!);
    }
  });
}
