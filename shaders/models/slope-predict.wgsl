// Slope One predictions: out[p] = means[u] + mean over the items j of u with a deviation from i of deviations[i, j];
// means[u] where there is none (as Surprise does). One invocation a pair (u, i).
//
// users, items: u32[capacity]; offsets, indices: CSR, users × items; means: f32[users];
// deviations: f32[items × items], 3e38 = no user rated both.

override workgroupSize: u32 = 64;

struct Shape {
  capacity: u32,
  itemCount: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> users: array<u32>;
@group(0) @binding(2) var<storage, read> items: array<u32>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read> means: array<f32>;
@group(0) @binding(6) var<storage, read> deviations: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn slopePredict(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let pair = id.y * grid.x * workgroupSize + id.x;
  if (pair >= shape.capacity) {
    return;
  }
  let user = users[pair];
  let start = items[pair] * shape.itemCount;
  var sum = 0.0;
  var count = 0.0;
  for (var p = offsets[user]; p < offsets[user + 1u]; p++) {
    let deviation = deviations[start + indices[p]];
    if (deviation < 1e38) {
      sum += deviation;
      count += 1.0;
    }
  }
  out[pair] = means[user] + select(0.0, sum / count, count > 0.0);
}
