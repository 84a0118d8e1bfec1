// One Adam step over all dense parameters (Kingma & Ba 2015, algorithm 1).
//
//   g ← g + weightDecay θ                      (L2; for the first decayCount parameters)
//   m ← β₁ m + (1 − β₁) g
//   v ← β₂ v + (1 − β₂) g²
//   θ ← θ − stepSize · m / (√v + ε̂)
//
// With `decoupled` (AdamW, Loshchilov & Hutter 2019) the first line is left out and θ shrinks by
// learningRate · weightDecay · θ besides.
//
// stepSize = α √(1 − β₂ᵗ) / (1 − β₁ᵗ) and ε̂ = ε √(1 − β₂ᵗ) stand in the schedule, one row a step of the epoch, computed
// by the host in f64: in f32, 1 − 0.999ᵗ keeps only four digits at t = 1. Many steps then go into one submit.
//
// parameter, gradient, m, v: f32[count]. All parameters of a network lie behind one another in one buffer, so a step
// is one dispatch however many layers there are. One invocation a Number: one f32, or four with counts in fours.

override workgroupSize: u32 = 64;

struct Options {
  count: u32,
  decayCount: u32,
  decoupled: u32,
  weightDecay: f32,
  beta1: f32,
  beta2: f32,
}

@group(0) @binding(0) var<uniform> options: Options;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>;
@group(0) @binding(3) var<storage, read> gradient: array<Number>;
@group(0) @binding(4) var<storage, read_write> parameter: array<Number>;
@group(0) @binding(5) var<storage, read_write> m: array<Number>;
@group(0) @binding(6) var<storage, read_write> v: array<Number>;

@compute @workgroup_size(workgroupSize)
fn adam(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i >= options.count) {
    return;
  }
  let step = schedule[batch[STEP_OF_EPOCH]];
  let decay = select(0.0, options.weightDecay, i < options.decayCount);
  let coupled = select(decay, 0.0, options.decoupled == 1);
  let theta = parameter[i];
  let g = gradient[i] + coupled * theta;
  let mean = options.beta1 * m[i] + (1.0 - options.beta1) * g;
  let square = options.beta2 * v[i] + (1.0 - options.beta2) * g * g;
  m[i] = mean;
  v[i] = square;
  let shrunk = theta - step.z * (decay - coupled) * theta;
  parameter[i] = shrunk - step.x * mean / (sqrt(square) + step.y);
}
