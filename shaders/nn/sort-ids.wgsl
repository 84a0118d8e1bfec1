// sorted[k] = position of the k-th smallest id, equal ones by position. Each invocation counts how many come before its
// own: n² comparisons, four at a time, without barrier or atomics. 1,024 ids take 262,144 vector comparisons: less than
// the layers of a small network, and one dispatch.

override workgroupSize: u32 = 64;

struct Shape {
  quarter: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> sorted: array<u32>;

@compute @workgroup_size(workgroupSize)
fn sortIds(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let position = id.y * grid.x * workgroupSize + id.x;
  if (position >= 4 * shape.quarter) {
    return;
  }
  let own = position / 4;
  let mine = ids[own][position % 4];
  // Before its own block an equal id comes first, behind it later; inside by position.
  var before = vec4u();
  for (var i = 0u; i < own; i++) {
    before += select(vec4u(), vec4u(1), ids[i] <= vec4u(mine));
  }
  for (var i = own; i < shape.quarter; i++) {
    before += select(vec4u(), vec4u(1), ids[i] < vec4u(mine));
  }
  var rank = before.x + before.y + before.z + before.w;
  for (var lane = 0u; lane < position % 4; lane++) {
    rank += select(0u, 1u, ids[own][lane] == mine);
  }
  sorted[rank] = position;
}
