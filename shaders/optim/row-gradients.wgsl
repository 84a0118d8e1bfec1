// The gradient of each row of an embedding table that a batch touched, at the first of the row's sorted places (see
// embedding-rows.wgsl): out[k, c] = Σ over the positions of the row that place k owns, 0 where it owns none. One
// invocation a Number of the sorted places × width.

override workgroupSize: u32 = 64;

struct Shape {
  places: u32,
  width: u32,
  gradientStride: u32,
  gradientColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> sorted: array<u32>;
@group(0) @binding(3) var<storage, read> gradient: array<Number>;
@group(0) @binding(4) var<storage, read_write> out: array<Number>;

@compute @workgroup_size(workgroupSize)
fn rowGradients(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.places * shape.width) {
    return;
  }
  let place = index / shape.width;
  let row = ownedRow(place);
  if (row == NO_ROW) {
    out[index] = Number();
  } else {
    out[index] = gradientOf(place, row, index % shape.width);
  }
}
