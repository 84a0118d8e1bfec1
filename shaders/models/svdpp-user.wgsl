// SVD++ by stochastic gradient descent, one rating after another, for all ratings of one user (Koren 2008,
// "Factorization meets the neighborhood", §3 and 5), z = |N|^−½ Σ_{j∈N} y_j:
//
//   e = r − μ − b_u − b_i − q·(p + z)
//   b ← b + γ (e − λ b),  p ← p + γ (e q − λ p),  q ← q + γ (e (p + z) − λ q),  y_j ← y_j + γ (|N|^−½ e q − λ y_j), j ∈ N
//
// As N is what the user rated, each of these ratings moves all y_j of N by one rule, and with them their sum: z moves as
// p does, so that s = p + z is all that the ratings need. With the share m of the errors in it, p and the y_j are
// written once at the end:
//
//   s ← s + γ (2 e q − λ s),  q ← q + γ (e s − λ q),  m ← m + γ (e q − λ m) from zero
//   p ← (1 − γλ)^|N| p + m,  y_j ← (1 − γλ)^|N| y_j + |N|^−½ m
//
// The result is that of the rating-by-rating algorithm with |N| times fewer numbers touched. A level of the plan is a
// user. users: f32[users × (factors + 1)], rows [p, b_u]; items likewise; history: f32[items × factors], rows y;
// moving: f32[2 × factors], s and m. One invocation: nearly all users share an item, and each rating needs the one before.

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
@group(0) @binding(6) var<storage, read_write> history: array<f32>;
@group(0) @binding(7) var<storage, read_write> errors: array<f32>;
@group(0) @binding(8) var<storage, read_write> moving: array<f32>;

@compute @workgroup_size(1)
fn svdppUser() {
  let level = plan[0] - 1;
  let first = LEVELS_HEADER + plan[1] + 1;
  let begin = first + plan[LEVELS_HEADER + level];
  let end = first + plan[LEVELS_HEADER + level + 1];
  let factors = shape.factors;
  let rate = shape.learningRate;
  let decay = shape.regularization;
  let share = 1.0 / sqrt(f32(end - begin));

  let user = pairs[plan[begin]].x * (factors + 1);
  for (var k = 0u; k < factors; k++) {
    moving[k] = 0.0;
    moving[factors + k] = 0.0;
  }
  for (var entry = begin; entry < end; entry++) {
    let read = pairs[plan[entry]].y * factors;
    for (var k = 0u; k < factors; k++) {
      moving[k] += history[read + k];
    }
  }
  for (var k = 0u; k < factors; k++) {
    moving[k] = users[user + k] + share * moving[k];
  }

  var kept = 1.0;
  for (var entry = begin; entry < end; entry++) {
    let rating = plan[entry];
    let item = pairs[rating].y * (factors + 1);
    var product = 0.0;
    for (var k = 0u; k < factors; k++) {
      product += items[item + k] * moving[k];
    }
    let ofUser = users[user + factors];
    let ofItem = items[item + factors];
    let e = ratings[rating] - (shape.mean + ofUser + ofItem + product);
    errors[rating] = e * e;
    users[user + factors] = ofUser + rate * (e - decay * ofUser);
    items[item + factors] = ofItem + rate * (e - decay * ofItem);
    for (var k = 0u; k < factors; k++) {
      let q = items[item + k];
      let s = moving[k];
      let m = moving[factors + k];
      items[item + k] = q + rate * (e * s - decay * q);
      moving[k] = s + rate * (2 * e * q - decay * s);
      moving[factors + k] = m + rate * (e * q - decay * m);
    }
    kept *= 1 - rate * decay;
  }

  for (var k = 0u; k < factors; k++) {
    users[user + k] = kept * users[user + k] + moving[factors + k];
  }
  for (var entry = begin; entry < end; entry++) {
    let read = pairs[plan[entry]].y * factors;
    for (var k = 0u; k < factors; k++) {
      history[read + k] = kept * history[read + k] + share * moving[factors + k];
    }
  }
}
