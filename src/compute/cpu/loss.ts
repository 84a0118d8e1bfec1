import type { Operation, Scope } from '../backend';
import type { LossSpec } from '../contracts/nn';
import { slope } from './activation-slope';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/loss.wgsl`. */
export function loss(_scope: Scope, spec: LossSpec): Operation {
  const { kind, columns, activation = 'identity' } = spec;
  const rows = new BatchRows(spec.batch);
  const [targets, values, partials] = [dataOf(spec.targets), dataOf(spec.values), dataOf(spec.partials)];
  return new CpuOperation('loss', () => {
    const live = rows.count * columns;
    values.fill(0, live, spec.batch.size * columns);
    for (let part = 0; part < partials.length; part++) {
      let sum = 0;
      for (let i = part; i < live; i += partials.length) {
        const [z, t] = [values[i]!, targets[i]!];
        if (kind === 'mse') {
          sum += (z - t) ** 2;
          values[i] = (2 * (z - t) * slope(activation, z)) / live;
        } else {
          sum += Math.max(z, 0) - t * z + Math.log1p(Math.exp(-Math.abs(z)));
          values[i] = (1 / (1 + Math.exp(-z)) - t) / live;
        }
      }
      partials[part] = sum;
    }
  });
}
