// Max pooling over time: out[b, column + f] = max_i a[i·size + b, f], i < positions, and where it was, the first of
// equals. where: u32[size × width]. One invocation an element of `where`.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  positions: u32,
  width: u32,
  outStride: u32,
  outColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@group(0) @binding(3) var<storage, read_write> places: array<u32>;

@compute @workgroup_size(workgroupSize)
fn maxPositions(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let block = shape.size * shape.width;
  if (index >= block) {
    return;
  }
  var greatest = a[index];
  var place = 0u;
  for (var i = 1u; i < shape.positions; i++) {
    let value = a[i * block + index];
    if (value > greatest) {
      greatest = value;
      place = i;
    }
  }
  out[index / shape.width * shape.outStride + shape.outColumn + index % shape.width] = greatest;
  places[index] = place;
}
