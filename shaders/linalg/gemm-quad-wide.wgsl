// gemm as in gemm-quad.wgsl, where an invocation makes an 8×32 part: for products at least so wide, half the loads of a.
// On the software adapter a product of 1024×64×64 takes four fifths of the time. Put behind gemm-quad-loads.wgsl. Shapes
// and layouts: gemm-operands.wgsl.

// No invocation leaves early: those beyond the last row still load for their quad.
@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) place: u32) {
  let lane = place & 3u;
  let i = id.y * 8;
  let j = id.x * 32;
  var sum00 = mat4x4f();
  var sum01 = mat4x4f();
  var sum02 = mat4x4f();
  var sum03 = mat4x4f();
  var sum04 = mat4x4f();
  var sum05 = mat4x4f();
  var sum06 = mat4x4f();
  var sum07 = mat4x4f();
  var sum10 = mat4x4f();
  var sum11 = mat4x4f();
  var sum12 = mat4x4f();
  var sum13 = mat4x4f();
  var sum14 = mat4x4f();
  var sum15 = mat4x4f();
  var sum16 = mat4x4f();
  var sum17 = mat4x4f();
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
    let b4 = sharedBlockB(atB + 16 * bColumn, bColumn);
    sum04 += b4 * a0;
    sum14 += b4 * a1;
    let b5 = sharedBlockB(atB + 20 * bColumn, bColumn);
    sum05 += b5 * a0;
    sum15 += b5 * a1;
    let b6 = sharedBlockB(atB + 24 * bColumn, bColumn);
    sum06 += b6 * a0;
    sum16 += b6 * a1;
    let b7 = sharedBlockB(atB + 28 * bColumn, bColumn);
    sum07 += b7 * a0;
    sum17 += b7 * a1;
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
    let b4 = lastBlockB(whole, j + 16);
    sum04 += b4 * a0;
    sum14 += b4 * a1;
    let b5 = lastBlockB(whole, j + 20);
    sum05 += b5 * a0;
    sum15 += b5 * a1;
    let b6 = lastBlockB(whole, j + 24);
    sum06 += b6 * a0;
    sum16 += b6 * a1;
    let b7 = lastBlockB(whole, j + 28);
    sum07 += b7 * a0;
    sum17 += b7 * a1;
  }
  // What is done once, block after block: sixteen copies of it would take twice as long to compile.
  var blocks = array<mat4x4f, 16>(
    sum00, sum01, sum02, sum03, sum04, sum05, sum06, sum07,
    sum10, sum11, sum12, sum13, sum14, sum15, sum16, sum17,
  );
  let all = inside(i + 7, j + 31);
  for (var x = 0u; x < 16; x++) {
    if (all) {
      let left = j + x % 8 * 4;
      storeWhole(i + x / 8 * 4, left, blocks[x], biasOf(left));
    }
  }
  for (var x = select(0u, 16u, all); x < 16; x++) {
    storePart(i + x / 8 * 4, j + x % 8 * 4, blocks[x]);
  }
}
