// inverse[w×w] = (rows and columns start … start + w − 1 of a symmetric positive-definite n×n matrix)⁻¹, w ≤ 64, by
// Gauss–Jordan elimination in place. Positive-definite matrices need no exchange of rows.
//
// One workgroup: invocation j holds column j, and each step's pivot column goes round through workgroup memory. Its
// barriers cost the software adapter some 0.6 ms a block, where the product that follows takes 100 and more.

override workgroupSize: u32 = 64;

struct Shape {
  n: u32,
  start: u32,
  width: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> matrix: array<f32>;
@group(0) @binding(2) var<storage, read_write> inverse: array<f32>;

var<workgroup> pivotColumn: array<f32, workgroupSize>;

@compute @workgroup_size(workgroupSize)
fn pivotInverse(@builtin(local_invocation_index) j: u32) {
  let width = shape.width;
  var column: array<f32, 64>;
  if (j < width) {
    for (var i = 0u; i < width; i++) {
      column[i] = matrix[(shape.start + i) * shape.n + shape.start + j];
    }
  }
  for (var p = 0u; p < width; p++) {
    if (j == p) {
      for (var i = 0u; i < width; i++) {
        pivotColumn[i] = column[i];
      }
    }
    workgroupBarrier();
    let pivot = pivotColumn[p];
    // Column p of the matrix makes way for column p of the inverse, which starts as a column of the identity.
    let scaled = select(column[p], 1.0, j == p) / pivot;
    for (var i = 0u; i < width; i++) {
      column[i] = select(column[i], 0.0, j == p) - pivotColumn[i] * scaled;
    }
    column[p] = scaled;
    workgroupBarrier();
  }
  if (j < width) {
    for (var i = 0u; i < width; i++) {
      inverse[i * width + j] = column[i];
    }
  }
}
