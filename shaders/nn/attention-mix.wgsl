// Values mixed by attention weights, head by head:
//
//   out[t, :] = Σ_j weights[t, head, j] · values[j, :]      transposed: out[j, :] = Σ_t weights[t, head, j] · values[t, :]
//
// j from the first position of t's sequence to t; sums in ascending order. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  steps: u32,
  heads: u32,
  width: u32,
  valueStride: u32,
  valueColumn: u32,
  outStride: u32,
  outColumn: u32,
  transposed: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> begins: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn attentionMix(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let columns = shape.heads * shape.width;
  if (index >= shape.size * shape.steps * columns) {
    return;
  }
  let row = index / columns;
  let column = index % columns;
  let head = column / shape.width;
  let own = row / shape.size;
  let b = row % shape.size;
  var sum = 0.0;
  if (shape.transposed == 0) {
    for (var j = begins[row]; j <= own; j++) {
      let at = (j * shape.size + b) * shape.valueStride + shape.valueColumn + column;
      sum += weights[(row * shape.heads + head) * shape.steps + j] * values[at];
    }
  } else {
    for (var t = own; t < shape.steps; t++) {
      let other = t * shape.size + b;
      if (begins[other] > own) {
        break;
      }
      let at = other * shape.valueStride + shape.valueColumn + column;
      sum += weights[(other * shape.heads + head) * shape.steps + own] * values[at];
    }
  }
  out[row * shape.outStride + shape.outColumn + column] = sum;
}
