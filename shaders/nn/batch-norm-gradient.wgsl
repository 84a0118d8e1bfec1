// The way back through shaders/nn/batch-norm.wgsl in training, statistics included. With n rows in the batch:
//
//   out = scale / √(variance + ε) · (gradient − Σ gradient / n − normal · Σ (gradient · normal) / n)
//
// The sums over rows are ∂L/∂shift and ∂L/∂scale, and stand in `gradients` where shift and scale stand in `parameters`.
// Rows beyond the batch become 0. gradient, normal, out: f32[rows × width]; statistics: f32[2 × width], the variance
// behind the mean. One invocation an element.

override workgroupSize: u32 = 64;
override epsilon: f32 = 1e-5;

struct Shape {
  count: u32,
  width: u32,
  perRow: u32,
  scaleOffset: u32,
  shiftOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read> normal: array<f32>;
@group(0) @binding(4) var<storage, read> statistics: array<f32>;
@group(0) @binding(5) var<storage, read> parameters: array<f32>;
@group(0) @binding(6) var<storage, read> gradients: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn batchNormGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.count) {
    return;
  }
  let rows = batch[COUNT] * shape.perRow;
  if (index >= rows * shape.width) {
    out[index] = 0.0;
    return;
  }
  let c = index % shape.width;
  let slope = parameters[shape.scaleOffset + c] / sqrt(statistics[shape.width + c] + epsilon);
  let along = gradients[shape.shiftOffset + c] + normal[index] * gradients[shape.scaleOffset + c];
  out[index] = slope * (gradient[index] - along / f32(rows));
}
