// out[r] = Σ_k a[r, k] · b[r, k] + bias[r], k ascending, f32[rows]. One invocation a row.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn rowDots(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let r = id.y * grid.x * workgroupSize + id.x;
  if (r >= shape.rows) {
    return;
  }
  var sum = 0.0;
  for (var k = r * shape.width; k < (r + 1) * shape.width; k++) {
    sum += a[k] * b[k];
  }
  out[r] = sum + bias[r];
}
