// Weights of causal self-attention (Vaswani et al. 2017; Kang & McAuley 2018): softmax over the positions j from the
// first of a row's sequence to the row's own of q·k_j / √width, 0 elsewhere. Position t of sequence b is row t·size + b.
// out: f32[steps·size × heads × steps]. One invocation a row and head.

override workgroupSize: u32 = 64;

struct Shape {
  size: u32,
  steps: u32,
  heads: u32,
  width: u32,
  queryStride: u32,
  queryColumn: u32,
  keyStride: u32,
  keyColumn: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> queries: array<f32>;
@group(0) @binding(2) var<storage, read> keys: array<f32>;
@group(0) @binding(3) var<storage, read> begins: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn attentionWeights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.size * shape.steps * shape.heads) {
    return;
  }
  let row = index / shape.heads;
  let head = index % shape.heads;
  let own = row / shape.size;
  let b = row % shape.size;
  let q = row * shape.queryStride + shape.queryColumn + head * shape.width;
  let scale = 1.0 / sqrt(f32(shape.width));
  let first = index * shape.steps;
  var greatest = -3.4e38;
  for (var j = begins[row]; j <= own; j++) {
    let k = (j * shape.size + b) * shape.keyStride + shape.keyColumn + head * shape.width;
    var sum = 0.0;
    for (var c = 0u; c < shape.width; c++) {
      sum += queries[q + c] * keys[k + c];
    }
    out[first + j] = sum * scale;
    greatest = max(greatest, sum * scale);
  }
  var total = 0.0;
  for (var j = begins[row]; j <= own; j++) {
    let e = exp(out[first + j] - greatest);
    out[first + j] = e;
    total += e;
  }
  for (var j = 0u; j < shape.steps; j++) {
    out[first + j] = select(0.0, out[first + j] / total, j >= begins[row] && j <= own);
  }
}
