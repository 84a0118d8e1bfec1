import type { Operation, Scope } from '../backend';
import { SCHEDULE_WIDTH, type EmbeddingSgdSpec } from '../contracts/optim';
import { BatchRows } from './batch-rows';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/embedding-sgd.wgsl`. */
export function embeddingSgd(_scope: Scope, spec: EmbeddingSgdSpec): Operation {
  const { width } = spec;
  const decay = Math.fround(spec.weightDecay);
  const rows = new BatchRows(spec.batch);
  const [table, schedule] = [dataOf(spec.table), dataOf(spec.schedule)];
  return new CpuOperation('embeddingSgd', () => {
    const rate = schedule[rows.stepOfEpoch * SCHEDULE_WIDTH + 2]!;
    forTouchedRows(spec, (row, gradient) => {
      for (let c = 0, i = row * width; c < width; c++, i++)
        table[i]! -= rate * (gradient[c]! + decay * table[i]!);
    });
  });
}
