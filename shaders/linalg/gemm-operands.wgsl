// What every variant of gemm shares: out[m×n] = f(op(a)·op(b) + bias), row-major f32; where `backward` is set,
// out = op(a)·op(b) ∘ f′ from y = f(z), m×n (for gelu y = z), which then lies in the place of the bias.
// Put behind activation.wgsl and shaders/nn/activation-slope.wgsl.
//
// Element (i, p) of op(a) lies at aOffset + i·aRow + p·aStep, element (p, j) of op(b) at bOffset + p·bStep + j·bColumn,
// so that one code serves A·B, A·Bᵀ and Aᵀ·B, any size and any offset: loads of single f32 cost on the software adapter
// what vec4 loads cost.
//
// A 4×4 block is one mat4x4f whose column r holds row r of the block; the product of two blocks is then b * a.
// Rows and columns beyond the matrix may be read (robust access gives some number): they reach only elements of the
// product that are never stored. Steps p from k on would reach all: the last block holds zeros there.

override backward: bool = false;
// Whether k is no multiple of 4.
override ragged: bool = true;

struct Shape {
  m: u32, n: u32, k: u32,
  aOffset: u32, aRow: u32, aStep: u32,
  bOffset: u32, bColumn: u32, bStep: u32,
  outOffset: u32,
  besideOffset: u32, hasBias: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
// The bias, or y.
@group(0) @binding(3) var<storage, read> beside: array<f32>;
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

fn finished(value: f32, i: u32, j: u32) -> f32 {
  if (backward) {
    return value * slope(beside[shape.besideOffset + i * shape.n + j]);
  }
  return activate(value);
}

// The element (i, j), which lies inside.
fn storeElement(i: u32, j: u32, sum: f32) {
  let at = shape.outOffset + i * shape.n + j;
  var value = sum;
  if (shape.accumulate != 0) {
    value += out[at];
  }
  if (shape.hasBias != 0) {
    value += beside[shape.besideOffset + j];
  }
  out[at] = finished(value, i, j);
}

// Whether rows … i and columns … j all lie inside, and nothing that lay there is added. Tests an element cost what the
// product itself does: the software adapter takes every side of a branch. With them once a part, 1024×64×64 takes 1.9
// instead of 2.9 ms there.
fn inside(i: u32, j: u32) -> bool {
  return i < shape.m && j < shape.n && shape.accumulate == 0;
}

// What is added to columns j … j + 3 of every row.
fn biasOf(j: u32) -> vec4f {
  if (shape.hasBias == 0) {
    return vec4f();
  }
  let at = shape.besideOffset + j;
  return vec4f(beside[at], beside[at + 1], beside[at + 2], beside[at + 3]);
}

fn storeFour(i: u32, j: u32, sum: vec4f) {
  let at = shape.outOffset + i * shape.n + j;
  out[at] = finished(sum.x, i, j);
  out[at + 1] = finished(sum.y, i, j + 1);
  out[at + 2] = finished(sum.z, i, j + 2);
  out[at + 3] = finished(sum.w, i, j + 3);
}

// A block that is `inside`.
fn storeWhole(i: u32, j: u32, block: mat4x4f, ofColumns: vec4f) {
  storeFour(i, j, block[0] + ofColumns);
  storeFour(i + 1, j, block[1] + ofColumns);
  storeFour(i + 2, j, block[2] + ofColumns);
  storeFour(i + 3, j, block[3] + ofColumns);
}

// What of a block lies inside.
fn storePart(i: u32, j: u32, block: mat4x4f) {
  for (var r = 0u; r < 4; r++) {
    for (var c = 0u; c < 4; c++) {
      if (i + r < shape.m && j + c < shape.n) {
        storeElement(i + r, j + c, block[r][c]);
      }
    }
  }
}

fn store(i: u32, j: u32, block: mat4x4f) {
  if (inside(i + 3, j + 3)) {
    storeWhole(i, j, block, biasOf(j));
  } else {
    storePart(i, j, block);
  }
}
