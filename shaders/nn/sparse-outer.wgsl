// The gradient of a weight matrix one side of which is sparse: out[c, :] = Σ values[p]·dense[r, :] over the entries
// (r, p) of column c that `batchColumns` listed, in their order. out: f32[columns × width], dense: f32[size × width].
// One invocation four neighbouring columns of `out`, as in `sparseDense`; columns without entries become 0.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  columns: u32,
  width: u32,
  outOffset: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> entries: array<vec2u>;
@group(0) @binding(2) var<storage, read> counts: array<u32>;
@group(0) @binding(3) var<storage, read> values: array<f32>;
@group(0) @binding(4) var<storage, read> dense: array<f32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sparseOuter(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  let blocks = (shape.width + 3) / 4;
  if (index >= shape.columns * blocks) {
    return;
  }
  let c = index / blocks;
  let columns = 4 * (index % blocks) + vec4u(0, 1, 2, 3);
  let at = min(columns, vec4u(shape.width - 1));
  var sum = vec4f();
  let first = c * shape.size;
  for (var k = first; k < first + counts[c]; k++) {
    let entry = entries[k];
    let start = entry.x * shape.width + at;
    sum += values[entry.y] * vec4f(dense[start.x], dense[start.y], dense[start.z], dense[start.w]);
  }
  for (var i = 0u; i < 4 && columns[i] < shape.width; i++) {
    out[shape.outOffset + c * shape.width + columns[i]] = sum[i];
  }
}
