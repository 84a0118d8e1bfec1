// out[r, :] = table[ids[r], :] for count rows of `width`, 0 where the id is NO_ROW. The rows of `out` may be part of
// wider ones. One invocation a Number: one f32, or four with all
// widths, columns and offsets but that of the ids counted in fours.

override workgroupSize: u32 = 64;

const NO_ROW = 0xffffffffu;

struct Shape {
  count: u32,
  width: u32,
  idsOffset: u32,
  tableOffset: u32,
  outStride: u32,
  outColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> table: array<Number>;
@group(0) @binding(3) var<storage, read_write> out: array<Number>;

@compute @workgroup_size(workgroupSize)
fn gatherRows(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.count * shape.width) {
    return;
  }
  let r = index / shape.width;
  let c = index % shape.width;
  let row = ids[shape.idsOffset + r];
  var value = Number();
  if (row != NO_ROW) {
    value = table[shape.tableOffset + row * shape.width + c];
  }
  out[r * shape.outStride + shape.outColumn + c] = value;
}
