// One step of stochastic gradient descent over all dense parameters, with momentum (Polyak 1964; Sutskever et al. 2013).
//
//   g ← g + weightDecay θ                      (L2; for the first decayCount parameters)
//   v ← momentum · v + g
//   θ ← θ − α v, or with nesterov θ ← θ − α (g + momentum · v)
//
// α stands in the schedule, one row a step of the epoch. parameter, gradient, velocity: f32[count].

override workgroupSize: u32 = 64;

struct Options {
  count: u32,
  decayCount: u32,
  nesterov: u32,
  weightDecay: f32,
  momentum: f32,
}

@group(0) @binding(0) var<uniform> options: Options;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameter: array<f32>;
@group(0) @binding(5) var<storage, read_write> velocity: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sgd(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i >= options.count) {
    return;
  }
  let rate = schedule[batch[STEP_OF_EPOCH]].z;
  let theta = parameter[i];
  let g = gradient[i] + select(0.0, options.weightDecay, i < options.decayCount) * theta;
  let moved = options.momentum * velocity[i] + g;
  velocity[i] = moved;
  parameter[i] = theta - rate * select(moved, g + options.momentum * moved, options.nesterov == 1);
}
