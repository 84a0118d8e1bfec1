// What every variant of gemm shares: out[m×n] = f(op(a)·op(b) + bias), row-major f32.
//
// Element (i, p) of op(a) lies at aOffset + i·aRow + p·aStep, element (p, j) of op(b) at bOffset + p·bStep + j·bColumn,
// so that one code serves A·B, A·Bᵀ and Aᵀ·B, any size and any offset: loads of single f32 cost on the software adapter
// what vec4 loads cost.
//
// A 4×4 block is one mat4x4f whose column r holds row r of the block; the product of two blocks is then b * a.
// Rows and columns beyond the matrix may be read (robust access gives some number): they reach only elements of the
// product that are never stored. Steps p from k on would reach all: the last block holds zeros there.

struct Shape {
  m: u32, n: u32, k: u32,
  aOffset: u32, aRow: u32, aStep: u32,
  bOffset: u32, bColumn: u32, bStep: u32,
  outOffset: u32,
  biasOffset: u32, hasBias: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

// Four steps p … p + 3 of row i.
fn rowA(i: u32, p: u32) -> vec4f {
  let at = shape.aOffset + i * shape.aRow + p * shape.aStep;
  return vec4f(a[at], a[at + shape.aStep], a[at + 2 * shape.aStep], a[at + 3 * shape.aStep]);
}

// Four columns j … j + 3 at step p.
fn rowB(p: u32, j: u32) -> vec4f {
  let at = shape.bOffset + p * shape.bStep + j * shape.bColumn;
  return vec4f(b[at], b[at + shape.bColumn], b[at + 2 * shape.bColumn], b[at + 3 * shape.bColumn]);
}

fn blockA(i: u32, p: u32) -> mat4x4f {
  return mat4x4f(rowA(i, p), rowA(i + 1, p), rowA(i + 2, p), rowA(i + 3, p));
}

fn blockB(p: u32, j: u32) -> mat4x4f {
  return mat4x4f(rowB(p, j), rowB(p + 1, j), rowB(p + 2, j), rowB(p + 3, j));
}

// The last block where k is no multiple of 4: steps from k on count as zero on both sides.
fn lastBlockA(i: u32, p: u32) -> mat4x4f {
  let used = p + vec4u(0, 1, 2, 3) < vec4u(shape.k);
  let block = blockA(i, p);
  return mat4x4f(
    select(vec4f(), block[0], used),
    select(vec4f(), block[1], used),
    select(vec4f(), block[2], used),
    select(vec4f(), block[3], used),
  );
}

fn lastBlockB(p: u32, j: u32) -> mat4x4f {
  let block = blockB(p, j);
  return mat4x4f(
    block[0],
    select(vec4f(), block[1], p + 1 < shape.k),
    select(vec4f(), block[2], p + 2 < shape.k),
    vec4f(),
  );
}

fn storeElement(i: u32, j: u32, sum: f32) {
  let at = shape.outOffset + i * shape.n + j;
  var value = sum;
  if (shape.accumulate != 0) {
    value += out[at];
  }
  if (shape.hasBias != 0) {
    value += bias[shape.biasOffset + j];
  }
  out[at] = activate(value);
}

fn store(i: u32, j: u32, block: mat4x4f) {
  for (var r = 0u; r < 4; r++) {
    for (var c = 0u; c < 4; c++) {
      if (i + r < shape.m && j + c < shape.n) {
        storeElement(i + r, j + c, block[r][c]);
      }
    }
  }
}
