// The way back through shaders/nn/max-positions.wgsl: out[i·size + b, f] = gradient[b, column + f] where the greatest
// was at position i, 0 elsewhere. One invocation an element of `out`.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  positions: u32,
  width: u32,
  gradientStride: u32,
  gradientColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> places: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn maxPositionsGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let block = shape.size * shape.width;
  if (index >= shape.positions * block) {
    return;
  }
  let own = index % block;
  let column = shape.gradientColumn + own % shape.width;
  let value = gradient[own / shape.width * shape.gradientStride + column];
  out[index] = select(0.0, value, places[own] == index / block);
}
