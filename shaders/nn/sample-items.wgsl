// Items drawn for a whole batch, anew at each step of the run: out[outOffset + j], j < count, is the number of
// thresholds ≤ a random word, by bisection. thresholds: u32[items] = 2³² · Σ probabilities up to each item, the last not
// read, so shares are exact to 2⁻³² and CPU and GPU draw the same. One invocation takes the four words of one counter.

override workgroupSize: u32 = 64;

struct Shape {
  key: vec2u,
  stream: u32,
  count: u32,
  items: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> thresholds: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<u32>;

fn itemOf(bits: u32) -> u32 {
  var low = 0u;
  var high = shape.items - 1;
  while (low < high) {
    let middle = (low + high) / 2;
    if (thresholds[middle] <= bits) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

@compute @workgroup_size(workgroupSize)
fn sampleItems(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let block = id.y * grid.x * workgroupSize + id.x;
  if (block * 4 >= shape.count) {
    return;
  }
  let bits = philox(vec4u(block, batch[STEP_OF_RUN], shape.stream, 0), shape.key);
  for (var lane = 0u; lane < 4 && block * 4 + lane < shape.count; lane++) {
    out[shape.outOffset + block * 4 + lane] = itemOf(bits[lane]);
  }
}
