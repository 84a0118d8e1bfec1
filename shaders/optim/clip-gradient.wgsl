// Clipping by the global norm (Pascanu, Mikolov & Bengio 2013, algorithm 1): where ‖g‖ > limit, g ← limit / ‖g‖ · g.
//
// ‖g‖² of all gradients together stands in squares[step of the epoch]. gradient: `width` columns from `column` of rows
// `stride` wide. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  width: u32,
  stride: u32,
  column: u32,
  limit: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> squares: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(workgroupSize)
fn clipGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let norm = sqrt(squares[batch[STEP_OF_EPOCH]]);
  if (index >= shape.rows * shape.width || norm <= shape.limit) {
    return;
  }
  let i = index / shape.width * shape.stride + shape.column + index % shape.width;
  gradient[i] *= shape.limit / norm;
}
