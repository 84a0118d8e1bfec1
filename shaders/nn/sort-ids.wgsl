// sorted[k] = position of the k-th smallest id, equal ones by position. Each invocation counts how many come before its
// own four: n² comparisons, sixteen a load, without barrier or atomics. With one own id an invocation the loads, four
// times as many, took a quarter of a training step of a small network on the software adapter. Where positions come in
// groups of equal ids, the groups are what is sorted: a pair's user stands beside the items drawn for it as well.

override workgroupSize: u32 = 64;

struct Shape {
  // Of the groups.
  quarter: u32,
  group: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read_write> sorted: array<u32>;

fn total(counts: vec4u) -> u32 {
  return counts.x + counts.y + counts.z + counts.w;
}

// The ids of groups 4q … 4q + 3.
fn four(q: u32) -> vec4u {
  let at = 4 * q * shape.group;
  return vec4u(ids[at], ids[at + shape.group], ids[at + 2 * shape.group], ids[at + 3 * shape.group]);
}

fn put(rank: u32, own: u32) {
  for (var i = 0u; i < shape.group; i++) {
    sorted[rank * shape.group + i] = own * shape.group + i;
  }
}

@compute @workgroup_size(workgroupSize)
fn sortIds(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let own = id.y * grid.x * workgroupSize + id.x;
  if (own >= shape.quarter) {
    return;
  }
  let mine = four(own);
  var before0 = vec4u();
  var before1 = vec4u();
  var before2 = vec4u();
  var before3 = vec4u();
  // Before its own block an equal id comes first, behind it later; inside by position.
  for (var i = 0u; i < own; i++) {
    let other = four(i);
    before0 += vec4u(other <= mine.xxxx);
    before1 += vec4u(other <= mine.yyyy);
    before2 += vec4u(other <= mine.zzzz);
    before3 += vec4u(other <= mine.wwww);
  }
  for (var i = own; i < shape.quarter; i++) {
    let other = four(i);
    before0 += vec4u(other < mine.xxxx);
    before1 += vec4u(other < mine.yyyy);
    before2 += vec4u(other < mine.zzzz);
    before3 += vec4u(other < mine.wwww);
  }
  let first = 4 * own;
  put(total(before0), first);
  put(total(before1) + u32(mine.x == mine.y), first + 1);
  put(total(before2) + u32(mine.x == mine.z) + u32(mine.y == mine.z), first + 2);
  put(total(before3) + total(vec4u(mine == mine.wwww)) - 1, first + 3);
}
