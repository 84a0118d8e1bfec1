// One row-sparse Adam step on an embedding table: as `adam`, for the rows that the batch touched only (the “lazy” form;
// their bias corrections are those of the run's step). With `decoupled` (AdamW) a touched row shrinks by learningRate ·
// weightDecay · θ besides, instead of its gradient growing. One invocation a Number of the groups of sorted places × width.

override decoupled: bool = false;

@group(0) @binding(7) var<storage, read_write> m: array<Number>;
@group(0) @binding(8) var<storage, read_write> v: array<Number>;

@compute @workgroup_size(workgroupSize)
fn embeddingAdam(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
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
  let step = schedule[batch[STEP_OF_EPOCH]];
  let i = row * shape.width + c;
  let theta = table[i];
  let coupled = select(shape.weightDecay, 0.0, decoupled);
  let g = gradientOf(place, row, c) + coupled * theta;
  let mean = shape.beta1 * m[i] + (1.0 - shape.beta1) * g;
  let square = shape.beta2 * v[i] + (1.0 - shape.beta2) * g * g;
  m[i] = mean;
  v[i] = square;
  let shrunk = theta - step.z * (shape.weightDecay - coupled) * theta;
  table[i] = shrunk - step.x * mean / (sqrt(square) + step.y);
}
