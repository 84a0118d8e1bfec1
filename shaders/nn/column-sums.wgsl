// out[j] = Σ_i a[i, j], rows in ascending order; a: f32[rows × columns]. One invocation a column.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  columns: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn columnSums(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let j = id.y * grid.x * workgroupSize + id.x;
  if (j >= shape.columns) {
    return;
  }
  var sum = 0.0;
  for (var i = 0u; i < shape.rows; i++) {
    sum += a[i * shape.columns + j];
  }
  out[shape.outOffset + j] = sum;
}
