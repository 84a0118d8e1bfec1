// EASE, user form: out[t, j] = [j is an item of u] + scale[j] · Σ_{v ∈ users of j} inverse[u, v], u the user of row t.
//
// With K = XXᵀ + λI and Z = K⁻¹X the weights of the item form are B = I − diag(1/P_jj) P with P_jj = (1 − x_j·z_j)/λ
// (Woodbury), so the scores X B are X − Z/P_jj: a matrix of users × users instead of items × items.
// One invocation an element of out; neighbours read neighbouring items' lists of one row of the inverse.
//
// users: u32[tile]; inverse: f32[users × users]; offsets, indices: CSR, items × users; scale: f32[items] = −1/P_jj.

override workgroupSize: u32 = 64;

struct Shape {
  tile: u32,
  items: u32,
  userCount: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> users: array<u32>;
@group(0) @binding(2) var<storage, read> inverse: array<f32>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read> scale: array<f32>;
@group(0) @binding(6) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn easeUserScores(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.tile * shape.items) {
    return;
  }
  let user = users[element / shape.items];
  let item = element % shape.items;
  var sum = 0.0;
  var own = 0.0;
  for (var p = offsets[item]; p < offsets[item + 1u]; p++) {
    let other = indices[p];
    sum += inverse[user * shape.userCount + other];
    own = select(own, 1.0, other == user);
  }
  out[element] = own + scale[item] * sum;
}
