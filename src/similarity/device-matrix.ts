import type { Scope, Tensor } from '../compute/backend';
import type { SegmentedTensors, SparseTensors } from '../compute/contracts/similarity';
import type { FeatureMatrix } from './features';

/** A feature matrix on the device. */
export interface DeviceMatrix {
  readonly entities: SparseTensors;
  readonly features: SegmentedTensors;
  /** f32[entities × 2]: number of features, norm */
  readonly statistics: Tensor<'f32'>;
}

/** Entities of one segment: its sums should stay near the processor that adds to them. */
const SEGMENT_ENTITIES = 512;

/** Parts that the columns of a tile are cut into, so that a tile has enough independent work. */
export function segmentsFor(columns: number): number {
  return Math.max(1, Math.min(16, Math.ceil(columns / SEGMENT_ENTITIES)));
}

export function uploadMatrix(scope: Scope, matrix: FeatureMatrix): DeviceMatrix {
  const statistics = new Float32Array(2 * matrix.entities);
  for (let a = 0; a < matrix.entities; a++) {
    statistics[2 * a] = matrix.offsets[a + 1]! - matrix.offsets[a]!;
    statistics[2 * a + 1] = matrix.norms[a]!;
  }
  return {
    entities: uploadSparse(scope, matrix, 'entities'),
    features: uploadSegmented(
      scope,
      {
        offsets: matrix.featureOffsets,
        indices: matrix.featureIndices,
        values: matrix.featureValues,
      },
      matrix.entities,
      'features',
    ),
    statistics: scope.upload(statistics, 'statistics'),
  };
}

/** Compressed sparse rows on the host. */
export interface SparseRows {
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array | Float64Array;
}

export function uploadSparse(scope: Scope, rows: SparseRows, label: string): SparseTensors {
  return {
    offsets: scope.upload(rows.offsets, `${label} offsets`),
    indices: scope.upload(rows.indices, `${label} indices`),
    values: scope.upload(asFloat32(rows.values), `${label} values`),
  };
}

export function uploadSegmented(
  scope: Scope,
  rows: SparseRows,
  columns: number,
  label: string,
): SegmentedTensors {
  const segments = segmentsFor(columns);
  return {
    starts: scope.upload(segmentStarts(rows, columns, segments), `${label} starts`),
    indices: scope.upload(rows.indices, `${label} indices`),
    values: scope.upload(asFloat32(rows.values), `${label} values`),
    segments,
  };
}

/** Where each of the equal column segments begins in each row: u32[rows · segments + 1]. */
export function segmentStarts(
  { offsets, indices }: Pick<SparseRows, 'offsets' | 'indices'>,
  columns: number,
  segments: number,
): Uint32Array {
  const rows = offsets.length - 1;
  const width = Math.ceil(columns / segments);
  const starts = new Uint32Array(rows * segments + 1);
  for (let row = 0; row < rows; row++) {
    let at = offsets[row]!;
    for (let segment = 0; segment < segments; segment++) {
      while (at < offsets[row + 1]! && indices[at]! < segment * width) at++;
      starts[row * segments + segment] = at;
    }
  }
  starts[rows * segments] = indices.length;
  return starts;
}

function asFloat32(values: Float32Array | Float64Array): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
