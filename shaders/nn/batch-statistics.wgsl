// Mean and variance of each column over the rows of a batch (Ioffe & Szegedy 2015), put together from those of parts
// (Chan, Golub & LeVeque 1983), and what is kept of them for inference:
//
//   out = [mean, Σ (a − mean)² / n]        running ← running + momentum · ([mean, Σ (a − mean)² / (n − 1)] − running)
//
// out: f32[2 × width]; running mean and variance: f32[width] from their offsets in `parameters`; they stay where the batch
// has a single row. One invocation a column.

override workgroupSize: u32 = 64;

struct Shape {
  width: u32,
  perRow: u32,
  parts: u32,
  meanOffset: u32,
  varianceOffset: u32,
  momentum: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> partials: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameters: array<f32>;

@compute @workgroup_size(workgroupSize)
fn batchStatistics(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let c = id.y * grid.x * workgroupSize + id.x;
  let width = shape.width;
  if (c >= width) {
    return;
  }
  let rows = batch[COUNT] * shape.perRow;
  let each = (rows + shape.parts - 1) / shape.parts;
  var mean = 0.0;
  for (var part = 0u; part < shape.parts; part++) {
    let first = min(rows, part * each);
    let count = min(rows, first + each) - first;
    mean += f32(count) * partials[2 * part * width + c];
  }
  mean /= f32(max(1u, rows));
  var squares = 0.0;
  for (var part = 0u; part < shape.parts; part++) {
    let first = min(rows, part * each);
    let count = min(rows, first + each) - first;
    let difference = partials[2 * part * width + c] - mean;
    squares += partials[(2 * part + 1) * width + c] + f32(count) * difference * difference;
  }
  out[c] = mean;
  out[width + c] = squares / f32(max(1u, rows));
  if (rows > 1) {
    let i = shape.meanOffset + c;
    let j = shape.varianceOffset + c;
    parameters[i] += shape.momentum * (mean - parameters[i]);
    parameters[j] += shape.momentum * (squares / f32(rows - 1) - parameters[j]);
  }
}
