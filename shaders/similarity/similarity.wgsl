// Sums over shared features → similarities, for a tile of entities against all entities.
//
// Formulas and sources: src/compute/cpu/similarity.ts, measure by measure. Then 0 below minimum support,
// · min(n, γ)/γ where γ > 0, and s·|s|^(ρ − 1).
//
// rows: u32[tile], 0xffffffff = none; sums: f32[tile × columns × width] in the order n, Σxy, Σx², Σy², Σx, Σy
// (Σ(x − y)² in place of Σxy for msd), or Σxy alone (dot); statistics: (number of features, √Σx²) an entity; out: f32[tile × columns]

override workgroupSize: u32 = 64;
// Position in MEASURES
override measure: u32 = 0;
override width: u32 = 2;
// 1: the sums are Σxy alone, positive exactly where n is
override dot: u32 = 0;

struct Shape {
  tile: u32,
  columns: u32,
  features: f32,
  shrinkage: f32,
  minSupport: f32,
  significance: f32,
  amplification: f32,
  alpha: f32,
  beta: f32,
  candidates: u32,
}

const COSINE = 0u;
const COSINE_COMMON = 1u;
const PEARSON = 2u;
const PEARSON_BASELINE = 3u;
const MSD = 4u;
const JACCARD = 5u;
const DICE = 6u;
const ADJUSTED_COSINE = 7u;
const ASYMMETRIC_COSINE = 8u;
const TVERSKY = 9u;
const CONDITIONAL_PROBABILITY = 10u;
const LOG_LIKELIHOOD_RATIO = 11u;

// Below this share of n·Σx², n·Σx² − (Σx)² is what rounding leaves of a variance of 0.
const NO_VARIANCE = 1e-6;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> sums: array<f32>;
@group(0) @binding(3) var<storage, read> statistics: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

fn ratio(numerator: f32, denominator: f32) -> f32 {
  return select(numerator / denominator, 0.0, denominator == 0.0);
}

/// One cell of G²: observed · ln(observed / expected).
fn cell(observed: f32, row: f32, column: f32) -> f32 {
  if (observed == 0.0) {
    return 0.0;
  }
  // (observed / row) · (N / column): both factors stay far from overflow
  return observed * log((observed / row) * (shape.features / column));
}

fn logLikelihood(n: f32, a: f32, b: f32) -> f32 {
  let total = shape.features;
  return 2.0 * (cell(n, a, b) + cell(a - n, a, total - b) + cell(b - n, total - a, b)
    + cell(total - a - b + n, total - a, total - b));
}

/// n; of sums that are Σxy alone no more than whether it is 0.
fn supportAt(at: u32) -> f32 {
  return select(sums[at], f32(sums[at] > 0.0), dot == 1u);
}

/// The measure itself, for n > 0 shared features.
fn similarityOf(at: u32, a: vec2f, b: vec2f) -> f32 {
  // Where Σxy of the cosines stands.
  let product = 1u - dot;
  let n = supportAt(at);
  let damping = n / (n + shape.shrinkage);
  switch (measure) {
    case COSINE: {
      return ratio(sums[at + product], a.y * b.y + shape.shrinkage);
    }
    case ASYMMETRIC_COSINE: {
      return ratio(sums[at + product], pow(a.y, 2.0 * shape.alpha) * pow(b.y, 2.0 - 2.0 * shape.alpha) + shape.shrinkage);
    }
    case COSINE_COMMON, ADJUSTED_COSINE: {
      return ratio(sums[at + 1u], sqrt(sums[at + 2u] * sums[at + 3u])) * damping;
    }
    case PEARSON_BASELINE: {
      if (n <= 1.0) {
        return 0.0;
      }
      return ratio(sums[at + 1u], sqrt(sums[at + 2u] * sums[at + 3u])) * ((n - 1.0) / (n - 1.0 + shape.shrinkage));
    }
    case PEARSON: {
      let x = sums[at + 4u];
      let y = sums[at + 5u];
      let varianceA = n * sums[at + 2u] - x * x;
      let varianceB = n * sums[at + 3u] - y * y;
      if (varianceA <= NO_VARIANCE * n * sums[at + 2u] || varianceB <= NO_VARIANCE * n * sums[at + 3u]) {
        return 0.0;
      }
      // √A·√B rather than √(A·B): the product of two n²-sized variances could overflow
      return (n * sums[at + 1u] - x * y) / (sqrt(varianceA) * sqrt(varianceB)) * damping;
    }
    case MSD: {
      return 1.0 / (sums[at + 1u] / n + 1.0) * damping;
    }
    case JACCARD: {
      return n / (a.x + b.x - n + shape.shrinkage);
    }
    case DICE: {
      return 2.0 * n / (a.x + b.x + shape.shrinkage);
    }
    case TVERSKY: {
      return n / (n + shape.alpha * (a.x - n) + shape.beta * (b.x - n) + shape.shrinkage);
    }
    case CONDITIONAL_PROBABILITY: {
      return n / (b.x * pow(a.x, shape.alpha) + shape.shrinkage);
    }
    default: {
      // n·N ≤ n_a·n_b, written so that neither side leaves f32's exact integers early
      if (n / a.x <= b.x / shape.features) {
        return 0.0;
      }
      let g = max(logLikelihood(n, a.x, b.x), 0.0);
      return g / (1.0 + g) * damping;
    }
  }
}

@compute @workgroup_size(workgroupSize)
fn similarity(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * workgroupSize + id.x;
  if (index >= shape.tile * shape.columns) {
    return;
  }
  let row = rows[index / shape.columns];
  if (row == 0xffffffffu) {
    return;
  }
  let column = index % shape.columns;
  let n = supportAt(index * width);
  var s = 0.0;
  if (n > 0.0 && n >= shape.minSupport) {
    s = similarityOf(index * width, statistics[row], statistics[column]);
    if (shape.significance > 0.0) {
      s *= min(n, shape.significance) / shape.significance;
    }
    if (shape.amplification != 1.0) {
      s = sign(s) * pow(abs(s), shape.amplification);
    }
  }
  if (shape.candidates == 1u && (row == column || !(s > 0.0))) {
    // −∞, as WGSL has no literal for it
    s = bitcast<f32>(shape.candidates * 0xff800000u);
  }
  out[index] = s;
}
