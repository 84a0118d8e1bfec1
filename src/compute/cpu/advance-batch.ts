import type { Operation, Scope } from '../backend';
import type { AdvanceBatchSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/advance-batch.wgsl`. */
export function advanceBatch(_scope: Scope, { batch }: AdvanceBatchSpec): Operation {
  const words = dataOf(batch.tensor);
  return new CpuOperation('advanceBatch', () => {
    words[0]!++;
    words[1]!++;
    words[2]! += batch.size;
    words[3] = Math.min(batch.size, words[4]! - Math.min(words[2]!, words[4]!));
  });
}
