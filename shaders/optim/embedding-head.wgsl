// What the row-sparse optimisers share; put behind shaders/nn/batch.wgsl. A batch's positions are sorted by id; the first
// of each run of equal ids owns the row and sums its run in ascending order of position, so no two invocations write one
// row and the sum has one order. Kernels call `gradientOf` for sorted place k and column c.

override workgroupSize: u32 = 64;

const NO_ROW = 0xffffffffu;

struct Shape {
  places: u32,
  width: u32,
  gradientStride: u32,
  gradientColumn: u32,
  weightDecay: f32,
  beta1: f32,
  beta2: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>;
@group(0) @binding(3) var<storage, read> ids: array<u32>;
@group(0) @binding(4) var<storage, read> sorted: array<u32>;
@group(0) @binding(5) var<storage, read> gradient: array<f32>;
@group(0) @binding(6) var<storage, read_write> table: array<f32>;

// The row that place k owns, or NO_ROW.
fn ownedRow(k: u32) -> u32 {
  let row = ids[sorted[k]];
  if (k > 0 && ids[sorted[k - 1]] == row) {
    return NO_ROW;
  }
  return row;
}

fn gradientOf(place: u32, row: u32, c: u32) -> f32 {
  var sum = 0.0;
  for (var k = place; k < shape.places; k++) {
    let position = sorted[k];
    if (ids[position] != row) {
      break;
    }
    sum += gradient[position * shape.gradientStride + shape.gradientColumn + c];
  }
  return sum;
}
