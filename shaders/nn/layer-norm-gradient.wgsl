// The way back through shaders/nn/layer-norm.wgsl. With d = gradient ∘ scale and n = normal, means over the row:
//
//   out = add + (d − mean(d) − n · mean(d ∘ n)) · inverse        normal becomes gradient ∘ n
//
// `add` is left out where `adds` is 0. One invocation a row.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  width: u32,
  scaleOffset: u32,
  adds: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> inverse: array<f32>;
@group(0) @binding(4) var<storage, read> add: array<f32>;
@group(0) @binding(5) var<storage, read_write> normal: array<f32>;
@group(0) @binding(6) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn layerNormGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.rows) {
    return;
  }
  let width = shape.width;
  let first = index * width;
  var mean = 0.0;
  var along = 0.0;
  for (var c = 0u; c < width; c++) {
    let d = gradient[first + c] * parameters[shape.scaleOffset + c];
    mean += d;
    along += d * normal[first + c];
  }
  mean /= f32(width);
  along /= f32(width);
  for (var c = 0u; c < width; c++) {
    let d = gradient[first + c] * parameters[shape.scaleOffset + c];
    let n = normal[first + c];
    var value = (d - mean - n * along) * inverse[index];
    if (shape.adds == 1) {
      value += add[first + c];
    }
    out[first + c] = value;
    normal[first + c] = gradient[first + c] * n;
  }
}
