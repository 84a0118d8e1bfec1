// gemm where one invocation makes four neighbouring elements of one row of the product: for products of one or two
// rows (the scores of one user), where a 4×4 block would do four times the work. No barrier.
// Shapes and layouts: gemm-operands.wgsl.

override workgroupWidth: u32 = 64;
override workgroupHeight: u32 = 1;

@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y;
  let j = id.x * 4;
  if (i >= shape.m || j >= shape.n) {
    return;
  }
  var sum = vec4f();
  let whole = shape.k & ~3u;
  for (var p = 0u; p < whole; p += 4) {
    sum += blockB(p, j) * rowA(i, p);
  }
  if (ragged) {
    sum += lastBlockB(whole, j) * select(vec4f(), rowA(i, whole), whole + vec4u(0, 1, 2, 3) < vec4u(shape.k));
  }
  for (var c = 0u; c < 4; c++) {
    if (j + c < shape.n) {
      storeElement(i, j + c, sum[c]);
    }
  }
}
