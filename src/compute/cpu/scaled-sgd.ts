import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type ScaledSgdSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/scaled-sgd.wgsl`. */
export function scaledSgd(_scope: Scope, spec: ScaledSgdSpec): Operation {
  const { count, decayCount, weightDecay } = spec;
  const [rho, epsilon] = [Math.fround(spec.rho), Math.fround(spec.epsilon)];
  const gain = rho === 1 ? 1 : 1 - rho;
  const rows = new BatchRows(spec.batch);
  const [parameters, gradients, schedule] = [
    dataOf(spec.parameters),
    dataOf(spec.gradients),
    dataOf(spec.schedule),
  ];
  const squares = dataOf(spec.squares);
  return new CpuOperation('scaledSgd', () => {
    const rate = schedule[rows.stepOfEpoch * SCHEDULE_WIDTH + 2]!;
    for (let i = 0; i < count; i++) {
      const g = gradients[i]! + (i < decayCount ? weightDecay * parameters[i]! : 0);
      squares[i] = rho * squares[i]! + gain * g * g;
      parameters[i]! -= (rate * g) / (Math.sqrt(squares[i]!) + epsilon);
    }
  });
}
