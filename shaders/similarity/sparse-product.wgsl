// out[t, ·] = Σⱼ left[rows[t], j] · right[j, ·]: sparse rows times a sparse matrix, as dense rows.
//
// One invocation owns one segment of the columns of one row; j ascends, so the order of every sum is fixed.
// The column range of `right` is cut into equal segments; rightStarts says where each begins in every row.
//
// rows: u32[tile], 0xffffffff = none; left*: CSR; right*: CSR, segmented; out: f32[tile × columns]

override workgroupSize: u32 = 64;

struct Shape {
  tile: u32,
  columns: u32,
  segments: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> leftOffsets: array<u32>;
@group(0) @binding(3) var<storage, read> leftIndices: array<u32>;
@group(0) @binding(4) var<storage, read> leftValues: array<f32>;
@group(0) @binding(5) var<storage, read> rightStarts: array<u32>;
@group(0) @binding(6) var<storage, read> rightIndices: array<u32>;
@group(0) @binding(7) var<storage, read> rightValues: array<f32>;
@group(0) @binding(8) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sparseProduct(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
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
  let base = t * shape.columns;
  let segmentColumns = (shape.columns + shape.segments - 1u) / shape.segments;
  let clearEnd = base + min((segment + 1u) * segmentColumns, shape.columns);
  for (var i = base + segment * segmentColumns; i < clearEnd; i++) {
    out[i] = 0.0;
  }
  let end = leftOffsets[row + 1u];
  for (var p = leftOffsets[row]; p < end; p++) {
    let x = leftValues[p];
    let j = leftIndices[p] * shape.segments + segment;
    let last = rightStarts[j + 1u];
    for (var q = rightStarts[j]; q < last; q++) {
      out[base + rightIndices[q]] += x * rightValues[q];
    }
  }
}
