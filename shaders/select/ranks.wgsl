// rank of target t in its row = 1 + #(scores > t) + (#(scores = t) − 1) / 2; 0 where t is no candidate.
//
// The average rank over all orders of equal scores: it favours nobody, a constant scorer gets the middle.
// One invocation a target; those of one row read the same score at the same time. Scores are compared as the u32
// keys of order-key.wgsl, which stands before this file.
//
// scores, targets: bits of f32[rows × columns] and f32[rows × width]; out: f32[rows × width].

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  columns: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> scores: array<u32>;
@group(0) @binding(2) var<storage, read> targets: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn ranks(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.rows * shape.width) {
    return;
  }
  let wanted = keyOf(targets[element]);
  if (wanted == 0u) {
    out[element] = 0.0;
    return;
  }
  let start = element / shape.width * shape.columns;
  // Twice the rank is a whole number: 2·greater + equal + 1.
  var twice = 1u;
  for (var i = start; i < start + shape.columns; i++) {
    let key = keyOf(scores[i]);
    twice += select(select(0u, 1u, key == wanted), 2u, key > wanted);
  }
  out[element] = f32(twice) * 0.5;
}
