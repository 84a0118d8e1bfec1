// gemm where one invocation makes an 8×16 part of the product as blocks of 4×4, and the four invocations of a quad, which
// make parts below one another, share the loads of b: each takes one row of a block and hands it to the others by
// `quadBroadcast`. No barrier; needs subgroups. On the software adapter 1024×64×64 takes 1.7 ms, where `gemm-wide` takes
// 1.9. Put behind `enable subgroups;`. Shapes and layouts: gemm-operands.wgsl.

// Not free to choose: all of a quad make the same columns.
override workgroupWidth: u32 = 1;
override workgroupHeight: u32 = 4;

// Four columns j … j + 3 at steps p … p + 3, of which this invocation loads step p + lane.
fn sharedBlockB(p: u32, j: u32, lane: u32) -> mat4x4f {
  let own = rowB(p + lane, j);
  return mat4x4f(
    quadBroadcast(own, 0u),
    quadBroadcast(own, 1u),
    quadBroadcast(own, 2u),
    quadBroadcast(own, 3u),
  );
}

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
  let whole = shape.k & ~3u;
  for (var p = 0u; p < whole; p += 4) {
    let b0 = sharedBlockB(p, j, lane);
    let b1 = sharedBlockB(p, j + 4, lane);
    let b2 = sharedBlockB(p, j + 8, lane);
    let b3 = sharedBlockB(p, j + 12, lane);
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
  }
  if (ragged) {
    let b0 = lastBlockB(whole, j);
    let b1 = lastBlockB(whole, j + 4);
    let b2 = lastBlockB(whole, j + 8);
    let b3 = lastBlockB(whole, j + 12);
    let a0 = lastBlockA(i, whole);
    sum00 += b0 * a0;
    sum01 += b1 * a0;
    sum02 += b2 * a0;
    sum03 += b3 * a0;
    let a1 = lastBlockA(i + 4, whole);
    sum10 += b0 * a1;
    sum11 += b1 * a1;
    sum12 += b2 * a1;
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
