import type { Operation, Scope } from '../backend';
import type { SampleItemsSpec } from '../contracts';
import { Random } from '../random';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/sample-items.wgsl`: the same items. */
export function sampleItems(_scope: Scope, spec: SampleItemsSpec): Operation {
  const { count, seed, outOffset = 0 } = spec;
  const rows = new BatchRows(spec.batch);
  const [thresholds, out] = [dataOf(spec.thresholds), dataOf(spec.out)];
  return new CpuOperation('sampleItems', () => {
    const random = new Random(seed, 'sampled items', rows.stepOfRun);
    for (let j = 0; j < count; j++) {
      const bits = random.bits();
      let [low, high] = [0, thresholds.length - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (thresholds[middle]! <= bits) low = middle + 1;
        else high = middle;
      }
      out[outOffset + j] = low;
    }
  });
}
