// The way back through shaders/nn/attention-weights.wgsl, from the gradient g of the mixed values: with
// d_j = g·v_j for positions j that the row looks at and w its weights,
//
//   out_j = w_j · (d_j − Σ w·d) / √width = ∂L/∂(q·k_j), 0 elsewhere
//
// One invocation a row and head.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  steps: u32,
  heads: u32,
  width: u32,
  valueStride: u32,
  valueColumn: u32,
  gradientStride: u32,
  gradientColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;
@group(0) @binding(4) var<storage, read> begins: array<u32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn attentionWeightsGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.size * shape.steps * shape.heads) {
    return;
  }
  let row = index / shape.heads;
  let head = index % shape.heads;
  let own = row / shape.size;
  let b = row % shape.size;
  let g = row * shape.gradientStride + shape.gradientColumn + head * shape.width;
  let first = index * shape.steps;
  var mean = 0.0;
  for (var j = begins[row]; j <= own; j++) {
    let v = (j * shape.size + b) * shape.valueStride + shape.valueColumn + head * shape.width;
    var sum = 0.0;
    for (var c = 0u; c < shape.width; c++) {
      sum += gradient[g + c] * values[v + c];
    }
    out[first + j] = sum;
    mean += weights[first + j] * sum;
  }
  let scale = 1.0 / sqrt(f32(shape.width));
  for (var j = 0u; j < shape.steps; j++) {
    let value = weights[first + j] * (out[first + j] - mean) * scale;
    out[first + j] = select(0.0, value, j >= begins[row] && j <= own);
  }
}
