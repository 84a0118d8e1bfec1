// SLIM (Ning & Karypis 2011): columns w of W with w ≥ 0, w_j = 0 that minimise ½ wᵀGw − G_jᵀw + ½ l2 ‖w‖² + l1 Σw,
// G = XᵀX, by cyclic coordinate descent (Friedman, Hastie & Tibshirani 2010, "covariance updates"):
//
//   w_k ← max(0, G_kj − l1 − Σ_{a ≠ k} G_ka w_a) / (G_kk + l2)
//
// One invocation a column. It keeps a list of the coordinates that are not zero, tens to hundreds of thousands: sweeps
// over all coordinates alternate with runs of sweeps over the list, which cost its length squared. Barrier-free.
//
// columns: u32[tile], 0xffffffff = unused; gram: f32[items × items]; weights: f32[items × items], element (k, j) of W;
// listed: u32[items × tile], the list of column t at ·tile + t.

override workgroupSize: u32 = 64;

struct Shape {
  tile: u32,
  items: u32,
  l1: f32,
  l2: f32,
  sweeps: u32,
  tolerance: f32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> gram: array<f32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> listed: array<u32>;

// The minimum along coordinate k, the others fixed; entries `count` of the list of t are not zero.
fn minimum(k: u32, j: u32, t: u32, count: u32) -> f32 {
  let row = k * shape.items;
  var rest = 0.0;
  for (var i = 0u; i < count; i++) {
    let a = listed[i * shape.tile + t];
    rest += gram[row + a] * weights[a * shape.items + j];
  }
  let diagonal = gram[row + k];
  rest -= diagonal * weights[row + j];
  let denominator = diagonal + shape.l2;
  return select(0.0, max(0.0, gram[row + j] - shape.l1 - rest) / denominator, denominator > 0.0);
}

@compute @workgroup_size(workgroupSize)
fn slimColumns(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let t = id.y * grid.x * workgroupSize + id.x;
  if (t >= shape.tile) {
    return;
  }
  let j = columns[t];
  if (j == 0xffffffffu) {
    return;
  }
  for (var k = 0u; k < shape.items; k++) {
    weights[k * shape.items + j] = 0.0;
  }
  var count = 0u;
  var sweep = 0u;
  while (sweep < shape.sweeps) {
    // All coordinates; those that leave zero join the list.
    var moved = 0.0;
    for (var k = 0u; k < shape.items; k++) {
      if (k == j) {
        continue;
      }
      let before = weights[k * shape.items + j];
      let after = minimum(k, j, t, count);
      if (after != before) {
        weights[k * shape.items + j] = after;
        moved = max(moved, abs(after - before));
        if (before == 0.0) {
          // It may be on the list already, having been zero for a while.
          var known = false;
          for (var i = 0u; i < count; i++) {
            known = known || listed[i * shape.tile + t] == k;
          }
          if (!known) {
            listed[count * shape.tile + t] = k;
            count++;
          }
        }
      }
    }
    sweep++;
    if (moved <= shape.tolerance) {
      break;
    }
    // Drop what went back to zero, then stay on the list until it stands still.
    var kept = 0u;
    for (var i = 0u; i < count; i++) {
      let a = listed[i * shape.tile + t];
      if (weights[a * shape.items + j] != 0.0) {
        listed[kept * shape.tile + t] = a;
        kept++;
      }
    }
    count = kept;
    while (sweep < shape.sweeps) {
      moved = 0.0;
      for (var i = 0u; i < count; i++) {
        let a = listed[i * shape.tile + t];
        let before = weights[a * shape.items + j];
        let after = minimum(a, j, t, count);
        weights[a * shape.items + j] = after;
        moved = max(moved, abs(after - before));
      }
      sweep++;
      if (moved <= shape.tolerance) {
        break;
      }
    }
  }
}
