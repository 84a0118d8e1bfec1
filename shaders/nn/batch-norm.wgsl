// Batch normalisation (Ioffe & Szegedy 2015) by given statistics, those of the batch or the running ones:
//
//   normal = (a − mean) / √(variance + ε)        out = normal · scale + shift
//
// a, normal, out: f32[rows × width]; mean and variance: f32[width] in `statistics`, scale and shift in `parameters`, from
// their offsets. One invocation an element.

override workgroupSize: u32 = 64;
override epsilon: f32 = 1e-5;

struct Shape {
  count: u32,
  width: u32,
  meanOffset: u32,
  varianceOffset: u32,
  scaleOffset: u32,
  shiftOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> statistics: array<f32>;
@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> normal: array<f32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn batchNorm(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.count) {
    return;
  }
  let c = index % shape.width;
  let inverse = 1.0 / sqrt(statistics[shape.varianceOffset + c] + epsilon);
  let value = (a[index] - statistics[shape.meanOffset + c]) * inverse;
  normal[index] = value;
  out[index] = value * parameters[shape.scaleOffset + c] + parameters[shape.shiftOffset + c];
}
