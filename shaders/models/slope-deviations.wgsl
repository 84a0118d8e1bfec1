// Slope One (Lemire & Maclachlan 2005): deviations[i, j] = Σ_u (r_ui − r_uj) / n over the n users who rated both,
// 3e38 where there is none. One invocation a row of the tile and column.
//
// rows: u32[tile], 0xffffffff = unused; sums: what coRated leaves as `moments`, f32[tile × items × 8]: n, Σxy, Σx²,
// Σy², Σx, Σy, –, – with x the row's values; deviations: f32[items × items].

override workgroupSize: u32 = 64;

struct Shape {
  tile: u32,
  items: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> sums: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> deviations: array<f32>;

@compute @workgroup_size(workgroupSize)
fn slopeDeviations(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.tile * shape.items) {
    return;
  }
  let row = rows[element / shape.items];
  if (row == 0xffffffffu) {
    return;
  }
  let count = sums[2u * element].x;
  let totals = sums[2u * element + 1u];
  deviations[row * shape.items + element % shape.items] = select(3e38, (totals.x - totals.y) / count, count > 0.0);
}
