// out = a ∘ b, or a copy of a, for rows × width, each operand columns of wider rows. One invocation an element.

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  width: u32,
  aStride: u32,
  aColumn: u32,
  bStride: u32,
  bColumn: u32,
  outStride: u32,
  outColumn: u32,
  copies: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn product(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.rows * shape.width) {
    return;
  }
  let r = index / shape.width;
  let c = index % shape.width;
  var value = a[r * shape.aStride + shape.aColumn + c];
  if (shape.copies == 0) {
    value *= b[r * shape.bStride + shape.bColumn + c];
  }
  out[r * shape.outStride + shape.outColumn + c] = value;
}
