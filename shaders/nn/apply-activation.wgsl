// out = f(z), element by element, f32[count].

override workgroupSize: u32 = 64;

struct Shape {
  count: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn applyActivation(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i < shape.count) {
    out[i] = activate(z[i]);
  }
}
