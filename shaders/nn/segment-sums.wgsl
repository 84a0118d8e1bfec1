// out[row, c] = Σ values[p, column + c] over the positions p with ids[p] = row, in ascending order, 0 where none has it:
// f32[rows × width]. The positions come sorted by id, so a row's segment is found by binary search and one owner sums it:
// no two invocations write one element, and the sum has one order. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  places: u32,
  rows: u32,
  width: u32,
  stride: u32,
  column: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> sorted: array<u32>;
@group(0) @binding(3) var<storage, read> values: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn segmentSums(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.rows * shape.width) {
    return;
  }
  let row = index / shape.width;
  let c = index % shape.width;
  var low = 0u;
  var high = shape.places;
  while (low < high) {
    let middle = (low + high) / 2;
    if (ids[sorted[middle]] < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  var sum = 0.0;
  for (var k = low; k < shape.places; k++) {
    let position = sorted[k];
    if (ids[position] != row) {
      break;
    }
    sum += values[position * shape.stride + shape.column + c];
  }
  out[index] = sum;
}
