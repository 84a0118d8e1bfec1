// out[m×n] = f(op(a)·op(b) + bias), row-major f32. One invocation an element; strides say whether an operand is
// transposed.

override workgroupSize: u32 = 64;

struct Shape {
  m: u32, n: u32, k: u32,
  aOffset: u32, bOffset: u32, outOffset: u32, biasOffset: u32,
  aRow: u32, aStep: u32,
  bColumn: u32, bStep: u32,
  hasBias: u32, accumulate: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn gemm(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.m * shape.n) {
    return;
  }
  let i = index / shape.n;
  let j = index % shape.n;
  var sum = 0.0;
  for (var p = 0u; p < shape.k; p++) {
    sum += a[shape.aOffset + i * shape.aRow + p * shape.aStep] * b[shape.bOffset + j * shape.bColumn + p * shape.bStep];
  }
  if (shape.accumulate != 0) {
    sum += out[shape.outOffset + index];
  }
  if (shape.hasBias != 0) {
    sum += bias[shape.biasOffset + j];
  }
  out[shape.outOffset + index] = activate(sum);
}
