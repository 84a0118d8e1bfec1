// Four sums over the first c entries of each list, for each cutoff c; i counts ranks from 1, hit(i) = 1 where the
// item at rank i is relevant to the row's user (binary search in an ascending CSR row):
//
//   hits = Σ hit(i)    gain = Σ hit(i)/log₂(i + 1)    precision = Σ hit(i)·hits(i)/i    reciprocal = 1/rank of first hit
//
// From them the host derives precision, recall, hit rate, NDCG, MAP and MRR in f64 (src/evaluation/metrics.ts).
// One invocation a row and cutoff. lists: u32[rows × k], 0xffffffff = end; users: u32[rows], 0xffffffff = unused row;
// offsets, indices: CSR, users × items; cutoffs: u32[count]; sums: f32[rows × count × 4].

override workgroupSize: u32 = 64;

struct Shape {
  rows: u32,
  k: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> lists: array<u32>;
@group(0) @binding(2) var<storage, read> users: array<u32>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read> cutoffs: array<u32>;
@group(0) @binding(6) var<storage, read_write> sums: array<vec4f>;

fn listed(item: u32, start: u32, end: u32) -> bool {
  var low = start;
  var high = end;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (indices[middle] < item) {
      low = middle + 1u;
    } else {
      high = middle;
    }
  }
  return low < end && indices[low] == item;
}

@compute @workgroup_size(workgroupSize)
fn rankingMetrics(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let element = id.y * grid.x * workgroupSize + id.x;
  if (element >= shape.rows * shape.count) {
    return;
  }
  let row = element / shape.count;
  let user = users[row];
  var hits = 0.0;
  var gain = 0.0;
  var averaged = 0.0;
  var reciprocal = 0.0;
  if (user != 0xffffffffu) {
    let start = offsets[user];
    let end = offsets[user + 1u];
    for (var i = 0u; i < cutoffs[element % shape.count]; i++) {
      let item = lists[row * shape.k + i];
      if (item == 0xffffffffu) {
        break;
      }
      if (listed(item, start, end)) {
        let rank = f32(i + 1u);
        hits += 1.0;
        gain += 1.0 / log2(rank + 1.0);
        averaged += hits / rank;
        if (hits == 1.0) {
          reciprocal = 1.0 / rank;
        }
      }
    }
  }
  sums[element] = vec4f(hits, gain, averaged, reciprocal);
}
