// Sums over the features that two entities share, for a tile of entities against all entities: a sparse row merge.
//
//   for every feature f of entity rows[t] with value x, for every entity b that has f with value y:
//     count n += 1 · product Σxy · distance Σ(x − y)² · norms Σx², Σy² · moments Σx, Σy · dot Σxy alone
//
// One invocation owns one segment of the columns of one row, so nothing is shared and the order of every sum is
// that of the features, ascending. Invocations side by side take the segments of one row: they walk the same
// features. The column range is cut into equal segments; featureStarts says where each begins in every feature.
//
// rows: u32[tile], 0xffffffff = none; entity*: CSR entity → features; feature*: CSR feature → entities, segmented;
// out: f32[tile × columns × width]

override workgroupSize: u32 = 64;
// 0 count, 1 product, 2 distance, 3 norms, 4 moments, 5 dot
override mode: u32 = 1;
// f32 of an output entry
override width: u32 = 2;

struct Shape {
  tile: u32,
  columns: u32,
  segments: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> entityOffsets: array<u32>;
@group(0) @binding(3) var<storage, read> entityFeatures: array<u32>;
@group(0) @binding(4) var<storage, read> entityValues: array<f32>;
@group(0) @binding(5) var<storage, read> featureStarts: array<u32>;
@group(0) @binding(6) var<storage, read> featureEntities: array<u32>;
@group(0) @binding(7) var<storage, read> featureValues: array<f32>;
@group(0) @binding(8) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn coRated(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.tile * shape.segments) {
    return;
  }
  let t = index / shape.segments;
  let segment = index % shape.segments;
  let row = rows[t];
  if (row == 0xffffffffu) {
    return;
  }
  let base = t * shape.columns * width;
  let segmentColumns = (shape.columns + shape.segments - 1u) / shape.segments;
  let clearEnd = base + min((segment + 1u) * segmentColumns, shape.columns) * width;
  for (var i = base + segment * segmentColumns * width; i < clearEnd; i++) {
    out[i] = 0.0;
  }
  let end = entityOffsets[row + 1u];
  for (var p = entityOffsets[row]; p < end; p++) {
    let x = entityValues[p];
    let feature = entityFeatures[p] * shape.segments + segment;
    let last = featureStarts[feature + 1u];
    for (var q = featureStarts[feature]; q < last; q++) {
      let at = base + featureEntities[q] * width;
      out[at] += select(1.0, x * featureValues[q], mode == 5u);
      if (mode > 0u && mode < 5u) {
        let y = featureValues[q];
        out[at + 1u] += select(x * y, (x - y) * (x - y), mode == 2u);
        if (mode > 2u) {
          out[at + 2u] += x * x;
          out[at + 3u] += y * y;
        }
        if (mode > 3u) {
          out[at + 4u] += x;
          out[at + 5u] += y;
        }
      }
    }
  }
}
