// Losses of rows with one target each against candidates that all rows share, in place; see `CandidateLossSpec` for the
// meaning and the papers. With x₀ the target's score and x_j = scores[j, row] + biases[j], the target left out wherever
// it is a candidate, w_j = exp(logWeights[j]), s = softmax over the candidates:
//
//   kind 0, cross-entropy:   log(e^x₀ + Σ w_j·e^x_j) − x₀
//   kind 1, BPR-max:         −log(A + ε) + λ·R,  A = Σ s_j·σ(x₀ − x_j),  R = Σ s_j·x_j²
//   kind 2, binary:          log(1 + e^−x₀) + Σ w_j·log(1 + e^x_j)
//
// ids: u32[rows + candidates], targets then candidates; known: f32[rows]; scores: f32[candidates × rows], so that
// neighbouring invocations read neighbouring numbers. Gradients are scaled by 1 / (rows of the batch · targetsPerRow).
// One invocation a row.

override workgroupSize: u32 = 64;
override kind: u32 = 0;

const NO_ROW = 0xffffffffu;
const EPSILON = 1e-24;
const LEAST = -3.4e38;

struct Shape {
  rows: u32,
  candidates: u32,
  targetsPerRow: f32,
  regularization: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> ids: array<u32>;
@group(0) @binding(3) var<storage, read> biases: array<f32>;
@group(0) @binding(4) var<storage, read> logWeights: array<f32>;
@group(0) @binding(5) var<storage, read_write> known: array<f32>;
@group(0) @binding(6) var<storage, read_write> scores: array<f32>;
@group(0) @binding(7) var<storage, read_write> partials: array<f32>;

fn sigmoid(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(-x));
}

// log(1 + eˣ)
fn softplus(x: f32) -> f32 {
  return max(x, 0.0) + log(1.0 + exp(-abs(x)));
}

fn crossEntropy(row: u32, scale: f32) -> f32 {
  let wanted = ids[row];
  let x0 = known[row];
  var greatest = x0;
  for (var j = 0u; j < shape.candidates; j++) {
    let x = scores[j * shape.rows + row] + biases[j] + logWeights[j];
    greatest = max(greatest, select(x, LEAST, ids[shape.rows + j] == wanted));
  }
  let own = exp(x0 - greatest);
  var total = own;
  for (var j = 0u; j < shape.candidates; j++) {
    let at = j * shape.rows + row;
    // A left-out score may lie far above the others: no exponential of it is taken.
    let x = select(scores[at] + biases[j] + logWeights[j], LEAST, ids[shape.rows + j] == wanted);
    let e = select(exp(x - greatest), 0.0, ids[shape.rows + j] == wanted);
    scores[at] = e;
    total += e;
  }
  for (var j = 0u; j < shape.candidates; j++) {
    scores[j * shape.rows + row] *= scale / total;
  }
  known[row] = scale * (own / total - 1.0);
  return log(total) + greatest - x0;
}

fn bprMax(row: u32, scale: f32) -> f32 {
  let wanted = ids[row];
  let x0 = known[row];
  var greatest = LEAST;
  for (var j = 0u; j < shape.candidates; j++) {
    let x = scores[j * shape.rows + row] + biases[j];
    greatest = max(greatest, select(x, LEAST, ids[shape.rows + j] == wanted));
  }
  var total = 0.0;
  var ahead = 0.0;
  var slope = 0.0;
  var squares = 0.0;
  for (var j = 0u; j < shape.candidates; j++) {
    if (ids[shape.rows + j] != wanted) {
      let x = scores[j * shape.rows + row] + biases[j];
      let e = exp(x - greatest);
      let ordered = sigmoid(x0 - x);
      total += e;
      ahead += e * ordered;
      slope += e * ordered * (1.0 - ordered);
      squares += e * x * x;
    }
  }
  if (total == 0.0) {
    for (var j = 0u; j < shape.candidates; j++) {
      scores[j * shape.rows + row] = 0.0;
    }
    known[row] = 0.0;
    return 0.0;
  }
  ahead /= total;
  squares /= total;
  for (var j = 0u; j < shape.candidates; j++) {
    let at = j * shape.rows + row;
    var gradient = 0.0;
    if (ids[shape.rows + j] != wanted) {
      let x = scores[at] + biases[j];
      let s = exp(x - greatest) / total;
      let ordered = sigmoid(x0 - x);
      let ofOrder = (ordered * (1.0 - ordered) - (ordered - ahead)) / (ahead + EPSILON);
      gradient = scale * s * (ofOrder + shape.regularization * (2.0 * x + x * x - squares));
    }
    scores[at] = gradient;
  }
  known[row] = -scale * slope / total / (ahead + EPSILON);
  return -log(ahead + EPSILON) + shape.regularization * squares;
}

fn binary(row: u32, scale: f32) -> f32 {
  let wanted = ids[row];
  let x0 = known[row];
  var sum = softplus(-x0);
  for (var j = 0u; j < shape.candidates; j++) {
    let at = j * shape.rows + row;
    let x = scores[at] + biases[j];
    let weight = select(exp(logWeights[j]), 0.0, ids[shape.rows + j] == wanted);
    sum += weight * softplus(x);
    scores[at] = scale * weight * sigmoid(x);
  }
  known[row] = scale * (sigmoid(x0) - 1.0);
  return sum;
}

@compute @workgroup_size(workgroupSize)
fn candidateLoss(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = id.y * grid.x * workgroupSize + id.x;
  if (row >= shape.rows) {
    return;
  }
  if (ids[row] == NO_ROW) {
    for (var j = 0u; j < shape.candidates; j++) {
      scores[j * shape.rows + row] = 0.0;
    }
    known[row] = 0.0;
    partials[row] = 0.0;
    return;
  }
  let scale = 1.0 / (f32(batch[COUNT]) * shape.targetsPerRow);
  if (kind == 0) {
    partials[row] = crossEntropy(row, scale);
  } else if (kind == 1) {
    partials[row] = bprMax(row, scale);
  } else {
    partials[row] = binary(row, scale);
  }
}
