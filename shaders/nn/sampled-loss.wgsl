// Squared error where targets are known, e = out[p] − targets[p] for the nonzeros p of the batch's rows:
//
//   L = Σ e² / (rows · entriesPerRow),   values[p] ← ∂L/∂z[p] = 2 e f′ / (rows · entriesPerRow)
//
// `slots` invocations share a row; each leaves its Σ e² in partials: f32[size × slots], 0 beyond the batch.

override workgroupSize: u32 = 64;
override slots: u32 = 32;

struct Shape {
  size: u32,
  entriesPerRow: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> offsets: array<u32>;
@group(0) @binding(3) var<storage, read> targets: array<f32>;
@group(0) @binding(4) var<storage, read_write> values: array<f32>;
@group(0) @binding(5) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sampledLoss(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let r = index / slots;
  if (r >= shape.size) {
    return;
  }
  var sum = 0.0;
  if (r < batch[COUNT]) {
    let row = batch[HEADER + batch[FIRST] + r];
    let scale = 2.0 / (f32(batch[COUNT]) * shape.entriesPerRow);
    for (var p = offsets[row] + index % slots; p < offsets[row + 1]; p += slots) {
      let y = values[p];
      let error = y - targets[p];
      sum += error * error;
      values[p] = scale * error * slope(y);
    }
  }
  partials[index] = sum;
}
