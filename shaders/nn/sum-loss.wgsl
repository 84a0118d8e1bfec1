// losses[step of the epoch] = Σ partials. One invocation, four sums beside each other, always in the same order.

struct Shape {
  count: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> partials: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

@compute @workgroup_size(1)
fn sumLoss() {
  var sums = vec4f();
  for (var i = 0u; i < shape.count / 4; i++) {
    sums += partials[i];
  }
  losses[batch[STEP_OF_EPOCH]] = (sums.x + sums.y) + (sums.z + sums.w);
}
