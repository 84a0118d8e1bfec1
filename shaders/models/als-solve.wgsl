// One half-step of alternating least squares for implicit feedback (Hu, Koren & Volinsky 2008): for each row of a tile
// with the nonzeros p (column c, value r),
//
//   A = Σ_columns y yᵀ + Σ_p α r_p y_c y_cᵀ + ridge·I    b = Σ_p (1 + α r_p) y_c    x = A⁻¹ b
//
// in two dispatches. alsGram: one invocation makes a 4×4 block of the lower triangle of A, or four numbers of b, so that
// those of one row read the same factors at the same time. alsSolve: one invocation a row factorises A = L Lᵀ in place
// (left-looking Cholesky: sums stay in registers) and substitutes. Barrier-free.
//
// factors y: f32[columns × width], width a multiple of 4; gram Σ y yᵀ: f32[width × width]; ridge: f32[all rows];
// rows: u32[tile], 0xffffffff = unused. Scratch: element (i, j) of A of tile row t at (i·width + j)·tile + t, and b[i]
// behind them at (width² + i)·tile + t, so that neighbouring invocations of alsSolve touch neighbouring addresses.

override workgroupSize: u32 = 64;

struct Shape {
  tile: u32,
  width: u32,
  alpha: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read_write> a: array<f32>;

// alsGram
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read> values: array<f32>;
@group(0) @binding(6) var<storage, read> factors: array<vec4f>;
@group(0) @binding(7) var<storage, read> gram: array<vec4f>;
@group(0) @binding(8) var<storage, read> ridge: array<f32>;

@compute @workgroup_size(workgroupSize)
fn alsGram(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let invocation = id.y * grid.x * workgroupSize + id.x;
  let blocks = shape.width / 4u;
  // Blocks of the lower triangle, row by row, then those of b.
  let perRow = blocks * (blocks + 1u) / 2u + blocks;
  let t = invocation / perRow;
  if (t >= shape.tile) {
    return;
  }
  let row = rows[t];
  if (row == 0xffffffffu) {
    return;
  }
  let block = invocation % perRow;
  let start = offsets[row];
  let end = offsets[row + 1u];
  if (block >= perRow - blocks) {
    let i = block - (perRow - blocks);
    var sum = vec4f();
    for (var p = start; p < end; p++) {
      sum += (1.0 + shape.alpha * values[p]) * factors[indices[p] * blocks + i];
    }
    for (var r = 0u; r < 4u; r++) {
      a[(shape.width * shape.width + 4u * i + r) * shape.tile + t] = sum[r];
    }
    return;
  }
  // Row i of the triangle holds i + 1 blocks: i = ⌊(√(8·block + 1) − 1) / 2⌋, exact for the few blocks there are.
  var i = u32((sqrt(8.0 * f32(block) + 1.0) - 1.0) * 0.5);
  i = select(i, i + 1u, (i + 1u) * (i + 2u) / 2u <= block);
  i = select(i, i - 1u, i * (i + 1u) / 2u > block);
  let j = block - i * (i + 1u) / 2u;
  var sum = mat4x4f(
    gram[(4u * i) * blocks + j],
    gram[(4u * i + 1u) * blocks + j],
    gram[(4u * i + 2u) * blocks + j],
    gram[(4u * i + 3u) * blocks + j],
  );
  for (var p = start; p < end; p++) {
    let at = indices[p] * blocks;
    let left = shape.alpha * values[p] * factors[at + i];
    let right = factors[at + j];
    sum += mat4x4f(left.x * right, left.y * right, left.z * right, left.w * right);
  }
  for (var r = 0u; r < 4u; r++) {
    for (var c = 0u; c < 4u; c++) {
      let extra = select(0.0, ridge[row], i == j && r == c);
      a[((4u * i + r) * shape.width + 4u * j + c) * shape.tile + t] = sum[r][c] + extra;
    }
  }
}

// alsSolve
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn alsSolve(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let t = id.y * grid.x * workgroupSize + id.x;
  if (t >= shape.tile || rows[t] == 0xffffffffu) {
    return;
  }
  let step = shape.tile;
  let line = shape.width * step;
  let b = shape.width * line + t;
  for (var j = 0u; j < shape.width; j++) {
    var pivot = a[j * line + j * step + t];
    for (var k = 0u; k < j; k++) {
      let l = a[j * line + k * step + t];
      pivot -= l * l;
    }
    let diagonal = sqrt(pivot);
    a[j * line + j * step + t] = diagonal;
    // Forward substitution goes along: L z = b
    var z = a[b + j * step];
    for (var k = 0u; k < j; k++) {
      z -= a[j * line + k * step + t] * a[b + k * step];
    }
    a[b + j * step] = z / diagonal;
    for (var i = j + 1u; i < shape.width; i++) {
      var sum = a[i * line + j * step + t];
      for (var k = 0u; k < j; k++) {
        sum -= a[i * line + k * step + t] * a[j * line + k * step + t];
      }
      a[i * line + j * step + t] = sum / diagonal;
    }
  }
  // Lᵀ x = z, from the last to the first
  for (var i = shape.width; i > 0u; i--) {
    let j = i - 1u;
    var sum = a[b + j * step];
    for (var k = i; k < shape.width; k++) {
      sum -= a[k * line + j * step + t] * a[b + k * step];
    }
    let x = sum / a[j * line + j * step + t];
    a[b + j * step] = x;
    out[rows[t] * shape.width + j] = x;
  }
}
