// First stage of shaders/nn/batch-statistics.wgsl: the mean of each column over each of `parts` runs of rows, and the sum
// of squared differences from it.
//
//   partials[(2·part) · width + c] = mean,  partials[(2·part + 1) · width + c] = Σ (a − mean)²
//
// a: f32[rows × width], of which the first batch[COUNT] · perRow count. One invocation a part and column.

override workgroupSize: u32 = 64;

struct Shape {
  width: u32,
  perRow: u32,
  parts: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> a: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(workgroupSize)
fn batchMoments(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let width = shape.width;
  if (index >= shape.parts * width) {
    return;
  }
  let part = index / width;
  let c = index % width;
  let rows = batch[COUNT] * shape.perRow;
  let each = (rows + shape.parts - 1) / shape.parts;
  let first = min(rows, part * each);
  let end = min(rows, first + each);
  var mean = 0.0;
  for (var r = first; r < end; r++) {
    mean += a[r * width + c];
  }
  mean /= f32(max(1u, end - first));
  var squares = 0.0;
  for (var r = first; r < end; r++) {
    let difference = a[r * width + c] - mean;
    squares += difference * difference;
  }
  partials[2 * part * width + c] = mean;
  partials[(2 * part + 1) * width + c] = squares;
}
