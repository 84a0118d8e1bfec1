// out[r, i] = number i of the stream at step users[r], uniform in [0, 1): f32[rows × columns]. A user's scores depend
// on the seed and the user alone, not on the tile. philox.wgsl stands before this file; four numbers an invocation.

override workgroupSize: u32 = 64;

struct Shape {
  key: vec2u,
  stream: u32,
  rows: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> users: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn randomScores(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let invocation = id.y * grid.x * workgroupSize + id.x;
  let blocks = (shape.columns + 3u) / 4u;
  let row = invocation / blocks;
  if (row >= shape.rows) {
    return;
  }
  let first = invocation % blocks * 4u;
  let bits = philox(vec4u(first / 4u, users[row], shape.stream, 0u), shape.key);
  for (var i = 0u; i < 4u && first + i < shape.columns; i++) {
    out[row * shape.columns + first + i] = unitInterval(bits[i]);
  }
}
