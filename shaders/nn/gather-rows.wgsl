// out[r, :] = table[ids[r], :], f32[count × width]. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  count: u32,
  width: u32,
  idsOffset: u32,
  tableOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> table: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn gatherRows(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.count * shape.width) {
    return;
  }
  let row = ids[shape.idsOffset + index / shape.width];
  out[index] = table[shape.tableOffset + row * shape.width + index % shape.width];
}
