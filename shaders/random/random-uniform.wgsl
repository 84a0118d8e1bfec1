// out[i] = number i of a random stream, uniform in [0, 1), f32[count].
// One invocation makes the four numbers of one counter. A step counter on the device moves to fresh numbers.

override workgroupSize: u32 = 64;

struct Stream {
  key: vec2u,
  stream: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> stream: Stream;
@group(0) @binding(1) var<storage, read> step: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn randomUniform(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let block = id.y * grid.x * workgroupSize + id.x;
  let bits = philox(vec4u(block, step[0], stream.stream, 0), stream.key);
  for (var i = 0u; i < 4; i++) {
    if (block * 4 + i < stream.count) {
      out[block * 4 + i] = unitInterval(bits[i]);
    }
  }
}
