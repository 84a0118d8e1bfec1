import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type EmbeddingAdamSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/embedding-adam.wgsl`. */
export function embeddingAdam(_scope: Scope, spec: EmbeddingAdamSpec): Operation {
  const { width, decoupled = false } = spec;
  const [beta1, beta2, decay] = [spec.beta1, spec.beta2, spec.weightDecay].map(Math.fround) as [
    number,
    number,
    number,
  ];
  const rows = new BatchRows(spec.batch);
  const [table, m, v, schedule] = [dataOf(spec.table), dataOf(spec.m), dataOf(spec.v), dataOf(spec.schedule)];
  return new CpuOperation('embeddingAdam', () => {
    const step = rows.stepOfEpoch * SCHEDULE_WIDTH;
    const [stepSize, epsilonHat, rate] = [schedule[step]!, schedule[step + 1]!, schedule[step + 2]!];
    forTouchedRows(spec, (row, gradient) => {
      for (let c = 0, i = row * width; c < width; c++, i++) {
        const theta = table[i]!;
        const g = gradient[c]! + (decoupled ? 0 : decay * theta);
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        const shrunk = decoupled ? theta - rate * decay * theta : theta;
        table[i] = shrunk - (stepSize * m[i]!) / (Math.sqrt(v[i]!) + epsilonHat);
      }
    });
  });
}
