import orderKey from '../../../../shaders/select/order-key.wgsl?raw';
import code from '../../../../shaders/select/top-k.wgsl?raw';
import type { Operation, Scope, Tensor } from '../../backend';
import type { TopKSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import { sequence, type GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('topK', orderKey + code, { workgroupSize: WORKGROUP_SIZE });

/** Enough invocations to fill a large GPU; more would only add survivors for the next stage. */
const INVOCATIONS = 32_768;
/** Entries an invocation looks at, at least: a stage must shrink its input well (4k → k), and reads are cheap. */
const ENTRIES_PER_SEGMENT = 256;

/** See `shaders/select/top-k.wgsl`. */
export function topK(scope: Scope, spec: TopKSpec): Operation {
  const { rows, k } = spec;
  const stages: Operation[] = [];
  let [entries, entryIndices, columns]: [Tensor, Tensor, number] = [spec.scores, spec.scores, spec.columns];
  for (let first = true, last = false; !last; first = false) {
    const segments = segmentsFor(rows, columns, k);
    last = segments === 1;
    const keys = last ? spec.values : scope.tensor('u32', rows * segments * k, 'topK keys');
    const indices = last ? spec.indices : scope.tensor('u32', rows * segments * k, 'topK indices');
    stages.push(
      kernel.prepare(
        scope as GpuScope,
        gridFor(rows * segments, WORKGROUP_SIZE),
        [entries, entryIndices, keys, indices],
        uniforms(
          ...[rows, columns, k, segments, Number(first), Number(last)].map(
            (value) => ['u32', value] as const,
          ),
        ),
      ),
    );
    [entries, entryIndices, columns] = [keys, indices, segments * k];
  }
  return sequence('topK', stages);
}

/** Invocations that share a row of `columns` entries. */
function segmentsFor(rows: number, columns: number, k: number): number {
  const useful = Math.floor(columns / Math.max(ENTRIES_PER_SEGMENT, 4 * k));
  return Math.max(1, Math.min(useful, Math.ceil(INVOCATIONS / rows)));
}
