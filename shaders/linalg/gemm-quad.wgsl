// gemm where one invocation makes an 8×16 part of the product as blocks of 4×4, and the four invocations of a quad, which
// make parts below one another, share the loads of b: each takes one row of a block and hands it to the others by
// `quadBroadcast`. Addresses are kept and moved on, not made anew a step: a fifth of the time of a long sum on the
// software adapter. No barrier; needs subgroups. Put behind
// gemm-quad-loads.wgsl. Shapes and layouts: gemm-operands.wgsl.

// No invocation leaves early: those beyond the last row still load for their quad.
@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) place: u32) {
  let lane = place & 3u;
  let i = id.y * 8;
  let j = id.x * 16;
  var sum00 = mat4x4f();
  var sum01 = mat4x4f();
  var sum02 = mat4x4f();
  var sum03 = mat4x4f();
  var sum10 = mat4x4f();
  var sum11 = mat4x4f();
  var sum12 = mat4x4f();
  var sum13 = mat4x4f();
  let aRow = shape.aRow;
  let aStep = shape.aStep;
  let bColumn = shape.bColumn;
  let bStep = shape.bStep;
  var atA = shape.aOffset + i * aRow;
  var atB = shape.bOffset + lane * bStep + j * bColumn;
  let whole = shape.k & ~3u;
  for (var p = 0u; p < whole; p += 4) {
    let a0 = stepsOfRows(atA, aRow, aStep);
    let a1 = stepsOfRows(atA + 4 * aRow, aRow, aStep);
    let b0 = sharedBlockB(atB, bColumn);
    sum00 += b0 * a0;
    sum10 += b0 * a1;
    let b1 = sharedBlockB(atB + 4 * bColumn, bColumn);
    sum01 += b1 * a0;
    sum11 += b1 * a1;
    let b2 = sharedBlockB(atB + 8 * bColumn, bColumn);
    sum02 += b2 * a0;
    sum12 += b2 * a1;
    let b3 = sharedBlockB(atB + 12 * bColumn, bColumn);
    sum03 += b3 * a0;
    sum13 += b3 * a1;
    atA += 4 * aStep;
    atB += 4 * bStep;
  }
  if (ragged) {
    let a0 = lastBlockA(i, whole);
    let a1 = lastBlockA(i + 4, whole);
    let b0 = lastBlockB(whole, j);
    sum00 += b0 * a0;
    sum10 += b0 * a1;
    let b1 = lastBlockB(whole, j + 4);
    sum01 += b1 * a0;
    sum11 += b1 * a1;
    let b2 = lastBlockB(whole, j + 8);
    sum02 += b2 * a0;
    sum12 += b2 * a1;
    let b3 = lastBlockB(whole, j + 12);
    sum03 += b3 * a0;
    sum13 += b3 * a1;
  }
  // What is done once, block after block: eight copies of it would take twice as long to compile.
  var blocks = array<mat4x4f, 8>(sum00, sum01, sum02, sum03, sum10, sum11, sum12, sum13);
  let all = inside(i + 7, j + 15);
  for (var x = 0u; x < 8; x++) {
    if (all) {
      let left = j + x % 4 * 4;
      storeWhole(i + x / 4 * 4, left, blocks[x], biasOf(left));
    }
  }
  for (var x = select(0u, 8u, all); x < 8; x++) {
    storePart(i + x / 4 * 4, j + x % 4 * 4, blocks[x]);
  }
}
