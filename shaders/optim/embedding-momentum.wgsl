// One row-sparse step of SGD with momentum on an embedding table: as `sgd` (beta1 is its momentum), for the rows that the
// batch touched; the velocity of other rows waits until they are touched again. One invocation a Number of the groups of
// sorted places × width.

override nesterov: bool = false;

@group(0) @binding(7) var<storage, read_write> velocity: array<Number>;

@compute @workgroup_size(workgroupSize)
fn embeddingMomentum(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.groups * shape.width) {
    return;
  }
  let place = index / shape.width * shape.group;
  let c = index % shape.width;
  let row = ownedRow(place);
  if (row == NO_ROW) {
    return;
  }
  let i = row * shape.width + c;
  let theta = table[i];
  let g = gradientOf(place, row, c) + shape.weightDecay * theta;
  let moved = shape.beta1 * velocity[i] + g;
  velocity[i] = moved;
  table[i] = theta - schedule[batch[STEP_OF_EPOCH]].z * select(moved, g + shape.beta1 * moved, nesterov);
}
