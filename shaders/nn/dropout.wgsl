// Inverted dropout (Srivastava et al. 2014): out[i] = a[i] · scale where number i of the layer's stream at this step is
// at least `rate`, else 0; scale = 1 / (1 − rate). The mask is not stored: the way back draws the same numbers again.
// One invocation takes the four numbers of one counter.

override workgroupSize: u32 = 64;

struct Shape {
  key: vec2u,
  stream: u32,
  count: u32,
  rate: f32,
  scale: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> a: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn dropout(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let block = id.y * grid.x * workgroupSize + id.x;
  if (block * 4 >= shape.count) {
    return;
  }
  let bits = philox(vec4u(block, batch[STEP_OF_RUN], shape.stream, 0), shape.key);
  for (var lane = 0u; lane < 4 && block * 4 + lane < shape.count; lane++) {
    let i = block * 4 + lane;
    out[i] = select(0.0, a[i] * shape.scale, unitInterval(bits[lane]) >= shape.rate);
  }
}
