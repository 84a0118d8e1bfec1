// The batch's rows by columns: which batch positions r have column c, and where in the sparse matrix (p).
// entries: u32[columns × size × 2], pairs (r, p) with r ascending; counts: u32[columns]. One invocation a column, which
// looks itself up in each row by halving: size·log₂(row length) reads, no atomics, one order.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> offsets: array<u32>;
@group(0) @binding(3) var<storage, read> indices: array<u32>;
@group(0) @binding(4) var<storage, read_write> entries: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> counts: array<u32>;

@compute @workgroup_size(workgroupSize)
fn batchColumns(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let c = id.y * grid.x * workgroupSize + id.x;
  if (c >= shape.columns) {
    return;
  }
  var count = 0u;
  for (var r = 0u; r < batch[COUNT]; r++) {
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
      entries[c * shape.size + count] = vec2u(r, low);
      count++;
    }
  }
  counts[c] = count;
}
