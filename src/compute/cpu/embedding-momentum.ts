import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type EmbeddingMomentumSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/embedding-momentum.wgsl`. */
export function embeddingMomentum(_scope: Scope, spec: EmbeddingMomentumSpec): Operation {
  const { width, nesterov = false } = spec;
  const [momentum, decay] = [Math.fround(spec.momentum), Math.fround(spec.weightDecay)];
  const rows = new BatchRows(spec.batch);
  const [table, velocity, schedule] = [dataOf(spec.table), dataOf(spec.velocity), dataOf(spec.schedule)];
  return new CpuOperation('embeddingMomentum', () => {
    const rate = schedule[rows.stepOfEpoch * SCHEDULE_WIDTH + 2]!;
    forTouchedRows(spec, (row, gradient) => {
      for (let c = 0, i = row * width; c < width; c++, i++) {
        const g = gradient[c]! + decay * table[i]!;
        velocity[i] = momentum * velocity[i]! + g;
        table[i]! -= rate * (nesterov ? g + momentum * velocity[i]! : velocity[i]!);
      }
    });
  });
}
