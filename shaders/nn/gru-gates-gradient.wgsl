// The way back through shaders/nn/gru-gates.wgsl for the rows of one time step, steps from last to first. With
// g = ∂L/∂h = gradient + carry (carry left out at the last step, and where a sequence starts at the next one):
//
//   ∂a_n = g·(1 − z)·(1 − n²)   ∂a_r = ∂a_n·c_n·r·(1 − r)   ∂a_z = g·(s − n)·z·(1 − z)
//   ∂c_n = ∂a_n·r               ∂c_r = ∂a_r                 ∂c_z = ∂a_z
//
// They replace a in `input` and c in `recurrent`; carry becomes g·z, to which the caller adds ∂c·Uᵀ.
// One invocation an element of h.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  width: u32,
  step: u32,
  steps: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> starts: array<u32>;
@group(0) @binding(2) var<storage, read> states: array<f32>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> input: array<f32>;
@group(0) @binding(5) var<storage, read_write> recurrent: array<f32>;
@group(0) @binding(6) var<storage, read_write> carry: array<f32>;

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}

@compute @workgroup_size(workgroupSize)
fn gruGatesGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let block = shape.size * shape.width;
  if (index >= block) {
    return;
  }
  let width = shape.width;
  let row = shape.step * shape.size + index / width;
  let at = row * 3 * width + index % width;
  let own = shape.step * block + index;
  var g = gradient[own];
  if (shape.step + 1 < shape.steps && starts[row + shape.size] == 0) {
    g += carry[index];
  }
  let c = recurrent[at + 2 * width];
  let r = sigmoid(input[at] + recurrent[at]);
  let z = sigmoid(input[at + width] + recurrent[at + width]);
  let n = tanh(input[at + 2 * width] + r * c);
  let ofCandidate = g * (1.0 - z) * (1.0 - n * n);
  let ofReset = ofCandidate * c * r * (1.0 - r);
  let ofUpdate = g * (states[own] - n) * z * (1.0 - z);
  input[at] = ofReset;
  input[at + width] = ofUpdate;
  input[at + 2 * width] = ofCandidate;
  recurrent[at] = ofReset;
  recurrent[at + width] = ofUpdate;
  recurrent[at + 2 * width] = ofCandidate * r;
  carry[index] = g * z;
}
