// One row-sparse step of Adagrad or RMSprop on an embedding table: as `scaled-sgd` (beta2 is its ρ), for the rows that the
// batch touched; the squares of other rows stay as they are. One invocation a Number of the groups of sorted places × width.

@group(0) @binding(7) var<storage, read_write> squares: array<Number>;

@compute @workgroup_size(workgroupSize)
fn embeddingScaledSgd(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
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
  let gain = select(1.0 - shape.beta2, 1.0, shape.beta2 == 1.0);
  let square = shape.beta2 * squares[i] + gain * g * g;
  squares[i] = square;
  table[i] = theta - schedule[batch[STEP_OF_EPOCH]].z * g / (sqrt(square) + shape.epsilon);
}
