import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type EmbeddingScaledSgdSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/embedding-scaled-sgd.wgsl`. */
export function embeddingScaledSgd(_scope: Scope, spec: EmbeddingScaledSgdSpec): Operation {
  const { width } = spec;
  const [rho, epsilon, decay] = [spec.rho, spec.epsilon, spec.weightDecay].map(Math.fround) as [
    number,
    number,
    number,
  ];
  const gain = rho === 1 ? 1 : 1 - rho;
  const rows = new BatchRows(spec.batch);
  const [table, squares, schedule] = [dataOf(spec.table), dataOf(spec.squares), dataOf(spec.schedule)];
  return new CpuOperation('embeddingScaledSgd', () => {
    const rate = schedule[rows.stepOfEpoch * SCHEDULE_WIDTH + 2]!;
    forTouchedRows(spec, (row, gradient) => {
      for (let c = 0, i = row * width; c < width; c++, i++) {
        const g = gradient[c]! + decay * table[i]!;
        squares[i] = rho * squares[i]! + gain * g * g;
        table[i]! -= (rate * g) / (Math.sqrt(squares[i]!) + epsilon);
      }
    });
  });
}
