// out[outOffset + j] = Σ_i values[i]² over i = j, j + parts, j + 2 parts, … < count: a squared norm in parts, which
// `sumLoss` or the host adds up. One invocation a part, in ascending order, so that the sum has one order.

override workgroupSize: u32 = 64;

struct Shape {
  count: u32,
  parts: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn squareSums(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.parts) {
    return;
  }
  var sum = 0.0;
  for (var i = id.x; i < shape.count; i += shape.parts) {
    sum += values[i] * values[i];
  }
  out[shape.outOffset + id.x] = sum;
}
