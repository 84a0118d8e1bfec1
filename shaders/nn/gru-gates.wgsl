// The gates of a gated recurrent unit (Cho et al. 2014; reset gate behind the recurrent product, as in cuDNN) for the
// rows of one time step. With a = x·W + b and c = s·U + b, columns [reset, update, candidate]:
//
//   r = σ(a_r + c_r)   z = σ(a_z + c_z)   n = tanh(a_n + r·c_n)   h = (1 − z)·n + z·s
//
// input, recurrent: f32[steps·size × 3·width]; states, out: f32[steps·size × width]; row = step·size + sequence.
// The next step's state is h, or 0 where starts[row of the next step] is not 0. One invocation an element of h.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  width: u32,
  step: u32,
  steps: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> recurrent: array<f32>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read_write> states: array<f32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}

@compute @workgroup_size(workgroupSize)
fn gruGates(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let block = shape.size * shape.width;
  if (index >= block) {
    return;
  }
  let width = shape.width;
  let row = shape.step * shape.size + index / width;
  let at = row * 3 * width + index % width;
  let own = shape.step * block + index;
  let r = sigmoid(input[at] + recurrent[at]);
  let z = sigmoid(input[at + width] + recurrent[at + width]);
  let n = tanh(input[at + 2 * width] + r * recurrent[at + 2 * width]);
  let h = (1.0 - z) * n + z * states[own];
  out[own] = h;
  if (shape.step + 1 < shape.steps) {
    states[own + block] = select(0.0, h, starts[row + shape.size] == 0);
  }
}
