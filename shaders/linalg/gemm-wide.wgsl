// gemm where one invocation makes a 16×16 part of the product as 4×4 blocks of 4×4: each block that is loaded serves
// four products. No barrier. On the software adapter 5.4 GFLOP/s at 1024³, where one block an invocation gives 2.9 and
// shared workgroup tiles 0.2. Unrolled by hand: arrays of blocks would live in memory, not in registers.
// Shapes and layouts: gemm-operands.wgsl.

override workgroupWidth: u32 = 2;
override workgroupHeight: u32 = 2;

@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * 16;
  let j = id.x * 16;
  if (i >= shape.m || j >= shape.n) {
    return;
  }
  var sum00 = mat4x4f();
  var sum01 = mat4x4f();
  var sum02 = mat4x4f();
  var sum03 = mat4x4f();
  var sum10 = mat4x4f();
  var sum11 = mat4x4f();
  var sum12 = mat4x4f();
  var sum13 = mat4x4f();
  var sum20 = mat4x4f();
  var sum21 = mat4x4f();
  var sum22 = mat4x4f();
  var sum23 = mat4x4f();
  var sum30 = mat4x4f();
  var sum31 = mat4x4f();
  var sum32 = mat4x4f();
  var sum33 = mat4x4f();
  let whole = shape.k & ~3u;
  for (var p = 0u; p < whole; p += 4) {
    let b0 = blockB(p, j);
    let b1 = blockB(p, j + 4);
    let b2 = blockB(p, j + 8);
    let b3 = blockB(p, j + 12);
    let a0 = blockA(i, p);
    sum00 += b0 * a0;
    sum01 += b1 * a0;
    sum02 += b2 * a0;
    sum03 += b3 * a0;
    let a1 = blockA(i + 4, p);
    sum10 += b0 * a1;
    sum11 += b1 * a1;
    sum12 += b2 * a1;
    sum13 += b3 * a1;
    let a2 = blockA(i + 8, p);
    sum20 += b0 * a2;
    sum21 += b1 * a2;
    sum22 += b2 * a2;
    sum23 += b3 * a2;
    let a3 = blockA(i + 12, p);
    sum30 += b0 * a3;
    sum31 += b1 * a3;
    sum32 += b2 * a3;
    sum33 += b3 * a3;
  }
  // What is done once, block after block: sixteen copies of it would take twice as long to compile.
  var blocks = array<mat4x4f, 16>(
    sum00, sum01, sum02, sum03,
    sum10, sum11, sum12, sum13,
    sum20, sum21, sum22, sum23,
    sum30, sum31, sum32, sum33,
  );
  if (ragged) {
    for (var x = 0u; x < 16; x++) {
      blocks[x] += lastBlockB(whole, j + x % 4 * 4) * lastBlockA(i + x / 4 * 4, whole);
    }
  }
  let all = inside(i + 15, j + 15);
  for (var x = 0u; x < 16; x++) {
    if (all) {
      let left = j + x % 4 * 4;
      storeWhole(i + x / 4 * 4, left, blocks[x], biasOf(left));
    }
  }
  for (var x = select(0u, 16u, all); x < 16; x++) {
    storePart(i + x / 4 * 4, j + x % 4 * 4, blocks[x]);
  }
}
