// out[j] = Σ_i a[i, j]; a: f32[rows × columns]. One invocation a column, in small workgroups: there are few columns. Eight
// sums beside each other, of the rows i ≡ 0 … 7 (mod 8): so many loads are under way at once. In one sum and workgroups
// of 64, 1024×64 took four times as long on the software adapter.

override workgroupSize: u32 = 8;

struct Shape {
  rows: u32,
  columns: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

fn four(at: u32) -> vec4f {
  let next = shape.columns;
  return vec4f(a[at], a[at + next], a[at + 2 * next], a[at + 3 * next]);
}

@compute @workgroup_size(workgroupSize)
fn columnSums(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let j = id.y * grid.x * workgroupSize + id.x;
  if (j >= shape.columns) {
    return;
  }
  var low = vec4f();
  var high = vec4f();
  let whole = shape.rows & ~7u;
  for (var i = 0u; i < whole; i += 8) {
    low += four(i * shape.columns + j);
    high += four((i + 4) * shape.columns + j);
  }
  let sums = low + high;
  var sum = (sums.x + sums.y) + (sums.z + sums.w);
  for (var i = whole; i < shape.rows; i++) {
    sum += a[i * shape.columns + j];
  }
  out[shape.outOffset + j] = sum;
}
