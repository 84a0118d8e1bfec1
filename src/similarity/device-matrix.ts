import type { Scope, Tensor } from '../compute/backend';
import type { CoRatedAfterSpec, SegmentedTensors, SparseTensors } from '../compute/contracts/similarity';
import type { FeatureMatrix } from './features';

/** A feature matrix on the device, both ways round. */
export interface DeviceMatrix {
  readonly entities: SparseTensors;
  readonly features: SegmentedTensors;
}

/** Entities of one segment: its sums should stay near the processor that adds to them. */
const SEGMENT_ENTITIES = 512;

/** Parts that the columns of a tile are cut into, so that a tile has enough independent work. */
export function segmentsFor(columns: number): number {
  return Math.max(1, Math.min(16, Math.ceil(columns / SEGMENT_ENTITIES)));
}

export function uploadMatrix(scope: Scope, matrix: FeatureMatrix): DeviceMatrix {
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
  };
}

/** f32[entities × 2]: number of features and norm of each entity */
export function uploadStatistics(scope: Scope, matrix: FeatureMatrix): Tensor<'f32'> {
  const statistics = new Float32Array(2 * matrix.entities);
  for (let a = 0; a < matrix.entities; a++) {
    statistics[2 * a] = matrix.offsets[a + 1]! - matrix.offsets[a]!;
    statistics[2 * a + 1] = matrix.norms[a]!;
  }
  return scope.upload(statistics, 'statistics');
}

/** What `coRatedAfter` reads of a matrix. */
export type AfterTensors = Pick<
  CoRatedAfterSpec,
  'entityOffsets' | 'ranges' | 'entityValues' | 'featureEntities' | 'featureValues'
>;

export function uploadAfter(scope: Scope, matrix: FeatureMatrix): AfterTensors {
  return {
    entityOffsets: scope.upload(matrix.offsets, 'entity offsets'),
    ranges: scope.upload(rangesAfter(matrix), 'ranges'),
    entityValues: scope.upload(asFloat32(matrix.values), 'entity values'),
    featureEntities: scope.upload(matrix.featureIndices, 'feature entities'),
    featureValues: scope.upload(asFloat32(matrix.featureValues), 'feature values'),
  };
}

/** For each entry of the entities, where in its feature the entities after its own begin and end: u32[nonzeros × 2]. */
function rangesAfter({ indices, featureOffsets }: FeatureMatrix): Uint32Array {
  const ranges = new Uint32Array(2 * indices.length);
  // Entries come by ascending entity, so each feature hands out its entities in order.
  const next = featureOffsets.slice();
  for (let p = 0; p < indices.length; p++) {
    const feature = indices[p]!;
    ranges[2 * p] = ++next[feature]!;
    ranges[2 * p + 1] = featureOffsets[feature + 1]!;
  }
  return ranges;
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
