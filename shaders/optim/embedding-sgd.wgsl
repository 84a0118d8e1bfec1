// One row-sparse SGD step on an embedding table: θ ← θ − α (g + weightDecay θ) for the rows that the batch touched. One
// invocation a Number of the groups of sorted places × width.

@compute @workgroup_size(workgroupSize)
fn embeddingSgd(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
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
  table[i] = theta - schedule[batch[STEP_OF_EPOCH]].z * (gradientOf(place, row, c) + shape.weightDecay * theta);
}
