// The weighted mean over the k nearest of a list, for pairs of a similarity row and a list of (entity, value).
//
//   out[p] = Σ s·value / Σ s over the k most similar entities of the list; only positive similarities count
//   found[p] = how many they are
//
// The k-th greatest similarity is found by bisection over integer keys: no sorting, no memory, no barrier. A key is
// the float's bits rounded to 2⁻²⁰ relative, so that ties which differ in their last bits only are ties; ties go to
// the entity that comes first in the list.
//
// similarities: f32[tile × columns]; list*: CSR; pairs: (row of the tile, row of the lists); cursor: the pairs
// [first, end) to be done now

override workgroupSize: u32 = 64;

struct Shape {
  columns: u32,
  neighbours: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> similarities: array<f32>;
@group(0) @binding(2) var<storage, read> listOffsets: array<u32>;
@group(0) @binding(3) var<storage, read> listIndices: array<u32>;
@group(0) @binding(4) var<storage, read> listValues: array<f32>;
@group(0) @binding(5) var<storage, read> pairs: array<vec2u>;
@group(0) @binding(6) var<storage, read> cursor: vec2u;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;
@group(0) @binding(8) var<storage, read_write> found: array<u32>;

fn keyOf(similarity: f32) -> u32 {
  return select(0u, (bitcast<u32>(similarity) + 8u) >> 4u, similarity > 0.0);
}

/// Keys above `threshold` among the list entries [first, end).
fn countAbove(base: u32, first: u32, end: u32, threshold: u32) -> u32 {
  var count = 0u;
  for (var i = first; i < end; i++) {
    count += select(0u, 1u, keyOf(similarities[base + listIndices[i]]) > threshold);
  }
  return count;
}

@compute @workgroup_size(workgroupSize)
fn knnPredict(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let p = cursor.x + id.y * grid.x * workgroupSize + id.x;
  if (p >= cursor.y) {
    return;
  }
  let base = pairs[p].x * shape.columns;
  let first = listOffsets[pairs[p].y];
  let end = listOffsets[pairs[p].y + 1u];

  var positive = 0u;
  var least = 0xffffffffu;
  var most = 0u;
  for (var i = first; i < end; i++) {
    let key = keyOf(similarities[base + listIndices[i]]);
    if (key > 0u) {
      positive += 1u;
      least = min(least, key);
      most = max(most, key);
    }
  }
  // The greatest threshold that at least k keys reach lies in [least, most]; with fewer than k keys all are taken.
  var room = shape.neighbours;
  if (positive >= shape.neighbours) {
    while (least < most) {
      let middle = least + (most - least + 1u) / 2u;
      if (countAbove(base, first, end, middle - 1u) >= shape.neighbours) {
        least = middle;
      } else {
        most = middle - 1u;
      }
    }
    room -= countAbove(base, first, end, least);
  }

  var weighted = 0.0;
  var weights = 0.0;
  var used = 0u;
  for (var i = first; i < end; i++) {
    let s = similarities[base + listIndices[i]];
    let key = keyOf(s);
    if (key < least || key == 0u) {
      continue;
    }
    if (key == least && positive >= shape.neighbours) {
      if (room == 0u) {
        continue;
      }
      room -= 1u;
    }
    weighted += s * listValues[i];
    weights += s;
    used += 1u;
  }
  out[p] = select(0.0, weighted / weights, weights > 0.0);
  found[p] = used;
}
