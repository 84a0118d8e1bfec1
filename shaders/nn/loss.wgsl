// Mean loss over the batch's rows × columns and its gradient, in place: values[i] = z before, ∂L/∂z after.
//
//   kind 0, squared error: values hold f(z); L = mean (f(z) − t)², gradient 2 (f(z) − t) f′ / n
//   kind 1, binary cross-entropy with logits: L = mean max(z, 0) − t z + log(1 + e^−|z|), gradient (σ(z) − t) / n
//
// n = rows of this batch · columns; beyond the batch the gradient is 0. An invocation for each of the partial sums
// walks through the elements with their number as stride, and leaves its sum of losses there.

override workgroupSize: u32 = 64;
override kind: u32 = 0;

struct Shape {
  size: u32,
  columns: u32,
  partials: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read_write> values: array<f32>;
@group(0) @binding(4) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(workgroupSize)
fn loss(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.partials) {
    return;
  }
  let live = batch[COUNT] * shape.columns;
  let scale = 1.0 / f32(live);
  var sum = 0.0;
  for (var i = id.x; i < shape.size * shape.columns; i += shape.partials) {
    if (i >= live) {
      values[i] = 0.0;
      continue;
    }
    let z = values[i];
    let t = targets[i];
    if (kind == 0) {
      let error = z - t;
      sum += error * error;
      values[i] = 2.0 * scale * error * slope(z);
    } else {
      sum += max(z, 0.0) - t * z + log(1.0 + exp(-abs(z)));
      values[i] = scale * (1.0 / (1.0 + exp(-z)) - t);
    }
  }
  partials[id.x] = sum;
}
