// scores[row, i] := −Infinity for every item i in the CSR row of the tile row's user.
//
// `lanes` invocations share a row and take its items in turn. scores: bits of f32[rows × columns];
// users: u32[rows], 0xffffffff = unused row; offsets, indices: CSR, users × items.

override workgroupSize: u32 = 64;
override lanes: u32 = 32;

struct Shape {
  rows: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> users: array<u32>;
@group(0) @binding(2) var<storage, read> offsets: array<u32>;
@group(0) @binding(3) var<storage, read> indices: array<u32>;
@group(0) @binding(4) var<storage, read_write> scores: array<u32>;

@compute @workgroup_size(workgroupSize)
fn maskSeen(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let invocation = id.y * grid.x * workgroupSize + id.x;
  let row = invocation / lanes;
  if (row >= shape.rows) {
    return;
  }
  let user = users[row];
  if (user == 0xffffffffu) {
    return;
  }
  let end = offsets[user + 1u];
  for (var i = offsets[user] + invocation % lanes; i < end; i += lanes) {
    scores[row * shape.columns + indices[i]] = 0xff800000u;
  }
}
