// Losses that compare the score x₀ of a known pair with x₁ … x_n of sampled ones, mean over the batch's groups, in place:
// values: f32[size × group], scores before, ∂L/∂x after, 0 beyond the batch. partials[b] = the loss of group b.
//
//   kind 0, BPR (Rendle et al. 2009):       Σ −log σ(x₀ − x_k) / n
//   kind 1, hinge (Weimer et al. 2008):     Σ max(0, 1 − x₀ + x_k) / n
//   kind 2, sampled softmax:                −log (e^x₀ / Σ e^x_k), k from 0
//
// One invocation a group.

override workgroupSize: u32 = 64;
override kind: u32 = 0;

struct Shape {
  size: u32,
  group: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(workgroupSize)
fn groupLoss(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let b = id.y * grid.x * workgroupSize + id.x;
  if (b >= shape.size) {
    return;
  }
  let first = b * shape.group;
  let end = first + shape.group;
  if (b >= batch[COUNT]) {
    for (var k = first; k < end; k++) {
      values[k] = 0.0;
    }
    partials[b] = 0.0;
    return;
  }
  let scale = 1.0 / f32(batch[COUNT]);
  let known = values[first];
  var sum = 0.0;
  if (kind == 2) {
    var greatest = known;
    for (var k = first + 1; k < end; k++) {
      greatest = max(greatest, values[k]);
    }
    var total = 0.0;
    for (var k = first; k < end; k++) {
      let e = exp(values[k] - greatest);
      values[k] = e;
      total += e;
    }
    for (var k = first; k < end; k++) {
      values[k] = scale * values[k] / total;
    }
    values[first] -= scale;
    partials[b] = log(total) + greatest - known;
    return;
  }
  let share = 1.0 / f32(shape.group - 1);
  var ofKnown = 0.0;
  for (var k = first + 1; k < end; k++) {
    let difference = known - values[k];
    var slope = 0.0;
    if (kind == 0) {
      sum += max(-difference, 0.0) + log(1.0 + exp(-abs(difference)));
      slope = 1.0 / (1.0 + exp(difference));
    } else {
      sum += max(0.0, 1.0 - difference);
      slope = select(0.0, 1.0, difference < 1.0);
    }
    values[k] = scale * share * slope;
    ofKnown -= scale * share * slope;
  }
  values[first] = ofKnown;
  partials[b] = share * sum;
}
