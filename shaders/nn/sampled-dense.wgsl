// A dense layer computed only where the targets are known: out[p] = f(dense[r, :]·weights[c, :] + bias[c]) for the
// nonzeros p of the row of batch position r, c = indices[p]. `slots` invocations share a row: slot s takes the nonzeros
// s, s + slots, …
// dense: f32[size × width], weights: f32[columns × width], out: f32[nonzeros of the whole matrix].

override workgroupSize: u32 = 64;
override slots: u32 = 32;

struct Shape {
  size: u32,
  width: u32,
  weightsOffset: u32,
  biasOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> offsets: array<u32>;
@group(0) @binding(3) var<storage, read> indices: array<u32>;
@group(0) @binding(4) var<storage, read> dense: array<f32>;
@group(0) @binding(5) var<storage, read> weights: array<f32>;
@group(0) @binding(6) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sampledDense(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let r = index / slots;
  if (r >= batch[COUNT]) {
    return;
  }
  let row = batch[HEADER + batch[FIRST] + r];
  let left = r * shape.width;
  for (var p = offsets[row] + index % slots; p < offsets[row + 1]; p += slots) {
    let c = indices[p];
    let right = shape.weightsOffset + c * shape.width;
    // Four sums beside each other, because a sum that waits for itself leaves most of a core idle.
    var sums = vec4f();
    var j = 0u;
    for (; j + 3 < shape.width; j += 4) {
      sums += vec4f(dense[left + j], dense[left + j + 1], dense[left + j + 2], dense[left + j + 3]) *
        vec4f(weights[right + j], weights[right + j + 1], weights[right + j + 2], weights[right + j + 3]);
    }
    var sum = (sums.x + sums.y) + (sums.z + sums.w);
    for (; j < shape.width; j++) {
      sum += dense[left + j] * weights[right + j];
    }
    out[p] = activate(sum + weights[shape.biasOffset + c]);
  }
}
