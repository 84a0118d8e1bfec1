// One step of gradient descent in which every parameter has a rate of its own: the learning rate divided by the root of
// its accumulated squared gradients.
//
//   g ← g + weightDecay θ                      (L2; for the first decayCount parameters)
//   s ← ρ s + (1 − ρ) g²                       RMSprop (Tieleman & Hinton 2012, lecture 6e)
//   s ← s + g²                                 Adagrad (Duchi, Hazan & Singer 2011), where ρ = 1
//   θ ← θ − α g / (√s + ε)
//
// α stands in the schedule, one row a step of the epoch. parameter, gradient, squares: f32[count].

override workgroupSize: u32 = 64;

struct Options {
  count: u32,
  decayCount: u32,
  weightDecay: f32,
  rho: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> options: Options;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameter: array<f32>;
@group(0) @binding(5) var<storage, read_write> squares: array<f32>;

@compute @workgroup_size(workgroupSize)
fn scaledSgd(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i >= options.count) {
    return;
  }
  let theta = parameter[i];
  let g = gradient[i] + select(0.0, options.weightDecay, i < options.decayCount) * theta;
  let gain = select(1.0 - options.rho, 1.0, options.rho == 1.0);
  let square = options.rho * squares[i] + gain * g * g;
  squares[i] = square;
  parameter[i] = theta - schedule[batch[STEP_OF_EPOCH]].z * g / (sqrt(square) + options.epsilon);
}
