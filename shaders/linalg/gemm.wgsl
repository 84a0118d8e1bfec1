// gemm where one invocation makes a 4×4 block of the product: for small products, and where `gemm-wide` would leave
// the device idle. No barrier. Shapes and layouts: gemm-operands.wgsl.

override workgroupWidth: u32 = 8;
override workgroupHeight: u32 = 8;

@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * 4;
  let j = id.x * 4;
  if (i >= shape.m || j >= shape.n) {
    return;
  }
  var sum = mat4x4f();
  let whole = shape.k & ~3u;
  for (var p = 0u; p < whole; p += 4) {
    sum += blockB(p, j) * blockA(i, p);
  }
  if (ragged) {
    sum += lastBlockB(whole, j) * lastBlockA(i, whole);
  }
  store(i, j, sum);
}
