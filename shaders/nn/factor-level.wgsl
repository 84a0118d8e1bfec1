// Stochastic gradient descent on a biased matrix factorisation, one rating an invocation, for the ratings of the current
// level (Funk 2006; Koren, Bell & Volinsky 2009, "Matrix factorization techniques for recommender systems"):
//
//   e = r − μ − b_u − b_i − p·q
//   b_u ← b_u + γ (e − λ b_u),  b_i likewise,  p ← p + γ (e q − λ p),  q ← q + γ (e p − λ q)
//
// No two ratings of a level share a user or an item, and levels keep the order of ratings that do, so the result is that
// of the sequential algorithm, bit for bit. users: f32[users × (factors + 1)], rows [p, b_u]; items likewise.

override workgroupSize: u32 = 64;

struct Shape {
  factors: u32,
  mean: f32,
  learningRate: f32,
  regularization: f32,
}

const LEVELS_HEADER = 4u;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> plan: array<u32>;
@group(0) @binding(2) var<storage, read> pairs: array<vec2u>;
@group(0) @binding(3) var<storage, read> ratings: array<f32>;
@group(0) @binding(4) var<storage, read_write> users: array<f32>;
@group(0) @binding(5) var<storage, read_write> items: array<f32>;
@group(0) @binding(6) var<storage, read_write> errors: array<f32>;

@compute @workgroup_size(workgroupSize)
fn factorLevel(@builtin(global_invocation_id) id: vec3u) {
  let level = plan[0] - 1;
  let entry = plan[LEVELS_HEADER + level] + id.x;
  if (entry >= plan[LEVELS_HEADER + level + 1]) {
    return;
  }
  let rating = plan[LEVELS_HEADER + plan[1] + 1 + entry];
  let row = pairs[rating] * (shape.factors + 1);
  let biases = row + shape.factors;
  var product = 0.0;
  for (var k = 0u; k < shape.factors; k++) {
    product += users[row.x + k] * items[row.y + k];
  }
  let ofUser = users[biases.x];
  let ofItem = items[biases.y];
  let e = ratings[rating] - (shape.mean + ofUser + ofItem + product);
  errors[rating] = e * e;
  users[biases.x] = ofUser + shape.learningRate * (e - shape.regularization * ofUser);
  items[biases.y] = ofItem + shape.learningRate * (e - shape.regularization * ofItem);
  for (var k = 0u; k < shape.factors; k++) {
    let p = users[row.x + k];
    let q = items[row.y + k];
    users[row.x + k] = p + shape.learningRate * (e * q - shape.regularization * p);
    items[row.y + k] = q + shape.learningRate * (e * p - shape.regularization * q);
  }
}
