// out[r, c] = value of the sparse matrix at (row of batch position r, c), or 0: f32[size × columns].
// One invocation an element, which looks its column up by halving; beyond the batch all is 0.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> offsets: array<u32>;
@group(0) @binding(3) var<storage, read> indices: array<u32>;
@group(0) @binding(4) var<storage, read> values: array<f32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn denseRows(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.size * shape.columns) {
    return;
  }
  let r = index / shape.columns;
  let c = index % shape.columns;
  var value = 0.0;
  if (r < batch[COUNT]) {
    let row = batch[HEADER + batch[FIRST] + r];
    var low = offsets[row];
    let end = offsets[row + 1];
    var high = end;
    while (low < high) {
      let middle = (low + high) / 2;
      if (indices[middle] < c) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low < end && indices[low] == c) {
      value = values[low];
    }
  }
  out[index] = value;
}
