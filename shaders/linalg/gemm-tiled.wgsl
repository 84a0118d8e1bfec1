// gemm for real GPUs: a workgroup of 8×8 invocations makes a 32×32 tile of the product, 16 steps at a time from tiles
// in workgroup memory; an invocation makes a 4×4 block. Four WebGPU projects settled on these numbers independently.
// Barriers cost 80 ns an invocation on the software adapter, which never uses this variant.
// Shapes and layouts: gemm-operands.wgsl.

// Not free to choose: the tiles below are cut for 8×8.
override workgroupWidth: u32 = 8;
override workgroupHeight: u32 = 8;

const TILE = 32u;
const STEPS = 16u;
const INVOCATIONS = 64u;

// Row i of the tile, steps 4s … 4s + 3, at [i · 4 + s].
var<workgroup> tileA: array<vec4f, 128>;
// Step p, columns 4c … 4c + 3, at [p · 8 + c].
var<workgroup> tileB: array<vec4f, 128>;

@compute @workgroup_size(workgroupWidth, workgroupHeight)
fn gemm(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let top = group.y * TILE;
  let left = group.x * TILE;
  var sum = mat4x4f();
  for (var start = 0u; start < shape.k; start += STEPS) {
    for (var t = index; t < 128; t += INVOCATIONS) {
      loadA(t, top, start);
      loadB(t, left, start);
    }
    workgroupBarrier();
    for (var s = 0u; s < 4; s++) {
      let row = local.y * 16 + s;
      let block = mat4x4f(tileA[row], tileA[row + 4], tileA[row + 8], tileA[row + 12]);
      let step = s * 32 + local.x;
      sum += mat4x4f(tileB[step], tileB[step + 8], tileB[step + 16], tileB[step + 24]) * block;
    }
    workgroupBarrier();
  }
  store(top + local.y * 4, left + local.x * 4, sum);
}

// Neighbouring invocations read neighbouring memory, whichever way the operand lies.
fn loadA(t: u32, top: u32, start: u32) {
  let along = shape.aStep == 1;
  let i = select(t % TILE, t / 4, along);
  let s = select(t / TILE, t % 4, along);
  let p = start + s * 4;
  let used = p + vec4u(0, 1, 2, 3) < vec4u(shape.k);
  tileA[i * 4 + s] = select(vec4f(), rowA(top + i, p), used);
}

fn loadB(t: u32, left: u32, start: u32) {
  let along = shape.bColumn == 1;
  let step = select(t % STEPS, t / 8, along);
  let c = select(t / STEPS, t % 8, along);
  let p = start + step;
  tileB[step * 8 + c] = select(vec4f(), rowB(p, left + c * 4), p < shape.k);
}
