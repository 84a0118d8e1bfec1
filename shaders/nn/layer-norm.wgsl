// Layer normalisation (Ba, Kiros & Hinton 2016), row by row:
//
//   normal = (a − mean) · inverse,  inverse = 1 / √(variance + ε)     out = normal ∘ scale + shift
//
// a, out, normal: f32[rows × width]; inverse: f32[rows]. One invocation a row.

override workgroupSize: u32 = 64;
override epsilon: f32 = 1e-5;

struct Shape {
  rows: u32,
  width: u32,
  scaleOffset: u32,
  shiftOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read_write> normal: array<f32>;
@group(0) @binding(5) var<storage, read_write> inverse: array<f32>;

@compute @workgroup_size(workgroupSize)
fn layerNorm(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.rows) {
    return;
  }
  let width = shape.width;
  let first = index * width;
  var mean = 0.0;
  for (var c = 0u; c < width; c++) {
    mean += a[first + c];
  }
  mean /= f32(width);
  var variance = 0.0;
  for (var c = 0u; c < width; c++) {
    let difference = a[first + c] - mean;
    variance += difference * difference;
  }
  let scale = 1.0 / sqrt(variance / f32(width) + epsilon);
  inverse[index] = scale;
  for (var c = 0u; c < width; c++) {
    let value = (a[first + c] - mean) * scale;
    normal[first + c] = value;
    out[first + c] = value * parameters[shape.scaleOffset + c] + parameters[shape.shiftOffset + c];
  }
}
