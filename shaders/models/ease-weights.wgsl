// EASE, item form (Steck 2019): B_ij = −P_ij / P_jj off the diagonal, 0 on it, in place of P = (XᵀX + λI)⁻¹.
// Two dispatches, because the second overwrites the diagonal that every row needs: easeDiagonal saves it.
// matrix: f32[n × n]; diagonal: f32[n]. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  n: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> matrix: array<f32>;
@group(0) @binding(2) var<storage, read_write> diagonal: array<f32>;

@compute @workgroup_size(workgroupSize)
fn easeDiagonal(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i < shape.n) {
    diagonal[i] = matrix[i * shape.n + i];
  }
}

@compute @workgroup_size(workgroupSize)
fn easeWeights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.n * shape.n) {
    return;
  }
  let j = element % shape.n;
  matrix[element] = select(-matrix[element] / diagonal[j], 0.0, element / shape.n == j);
}
