// What surrounds the product in a block Gauss–Jordan step on the rows and columns K = start … start + width − 1 of an
// n×n matrix, with rows[width×n] = inverse · matrix[K, :]:
//
//   left[i, :]   = −matrix[i, K] outside K, a row of the identity inside     (f32[n×width])
//   rows[:, K]   = inverse                                                   (f32[width×width])
//   matrix[i, K] = matrix[K, i] = 0
//
// so that matrix += left · rows ends the step. One invocation does one i of 0 … n − 1.

override workgroupSize: u32 = 64;

struct Shape {
  n: u32,
  start: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> matrix: array<f32>;
@group(0) @binding(2) var<storage, read> inverse: array<f32>;
@group(0) @binding(3) var<storage, read_write> rows: array<f32>;
@group(0) @binding(4) var<storage, read_write> left: array<f32>;

@compute @workgroup_size(workgroupSize)
fn pivotPanel(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i >= shape.n) {
    return;
  }
  let inside = i - shape.start;
  // `inside` wraps to a large number where i < start.
  let pivoted = inside < shape.width;
  for (var c = 0u; c < shape.width; c++) {
    let across = i * shape.n + shape.start + c;
    if (pivoted) {
      left[i * shape.width + c] = select(0.0, 1.0, c == inside);
      rows[c * shape.n + i] = inverse[c * shape.width + inside];
    } else {
      left[i * shape.width + c] = -matrix[across];
      matrix[(shape.start + c) * shape.n + i] = 0.0;
    }
    matrix[across] = 0.0;
  }
}
