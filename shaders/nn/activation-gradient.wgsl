// gradient ← gradient · f′(z), f32[count], where y = f(z) (for gelu y = z).

override workgroupSize: u32 = 64;

struct Shape {
  count: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(workgroupSize)
fn activationGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * workgroupSize + id.x;
  if (i < shape.count) {
    gradient[i] *= slope(y[i]);
  }
}
