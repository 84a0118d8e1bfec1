// out[outOffset + t·size + b] = windows[row of batch position b, t], NO_ROW beyond the batch: the batch's windows by time.
// One invocation an element.

override workgroupSize: u32 = 64;

const NO_ROW = 0xffffffffu;

struct Shape {
  size: u32,
  length: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> windows: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(workgroupSize)
fn batchWindows(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.size * shape.length) {
    return;
  }
  let t = index / shape.size;
  let b = index % shape.size;
  var value = NO_ROW;
  if (b < batch[COUNT]) {
    value = windows[batch[HEADER + batch[FIRST] + b] * shape.length + t];
  }
  out[shape.outOffset + index] = value;
}
