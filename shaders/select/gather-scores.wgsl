// out[row, j] = scores[row, indices[offsets[user] + j]] for the user of the row; −Infinity beyond the user's list.
//
// One invocation an element of out. scores, out: bits of f32[rows × columns] and f32[rows × width];
// users: u32[rows], 0xffffffff = unused row; offsets, indices: CSR, users × items.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  columns: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> scores: array<u32>;
@group(0) @binding(2) var<storage, read> users: array<u32>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(workgroupSize)
fn gatherScores(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.rows * shape.width) {
    return;
  }
  let row = element / shape.width;
  let user = users[row];
  var bits = 0xff800000u;
  if (user != 0xffffffffu) {
    let at = offsets[user] + element % shape.width;
    if (at < offsets[user + 1u]) {
      bits = scores[row * shape.columns + indices[at]];
    }
  }
  out[element] = bits;
}
