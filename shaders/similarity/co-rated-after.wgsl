// Sums over the features that two entities share, for a tile of entities against the entities after each: what a
// symmetric measure needs, at half the work of coRated. The sums are those of shaders/similarity/co-rated.wgsl.
//
// One invocation owns one row. ranges[p] says, for the p-th entry of the entities, where in its feature's list the
// entities after the row begin and end. Both loops are one: an invocation whose list ends goes on with the next
// while its neighbours are still within theirs, so rows of like work stay in step (on the software adapter half the
// time of two nested loops).
//
// rows: u32[tile], 0xffffffff = none; entity*: CSR entity → features; feature*: entities of all features;
// out: f32[tile × columns × width], zero for entities up to the row itself

override workgroupSize: u32 = 64;
// 0 count, 1 product, 2 distance, 3 norms, 4 moments, 5 dot
override mode: u32 = 1;
// f32 of an output entry
override width: u32 = 2;

struct Shape {
  tile: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> entityOffsets: array<u32>;
@group(0) @binding(3) var<storage, read> ranges: array<vec2u>;
@group(0) @binding(4) var<storage, read> entityValues: array<f32>;
@group(0) @binding(5) var<storage, read> featureEntities: array<u32>;
@group(0) @binding(6) var<storage, read> featureValues: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(workgroupSize)
fn coRatedAfter(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let t = id.y * grid.x * workgroupSize + id.x;
  if (t >= shape.tile) {
    return;
  }
  let row = rows[t];
  if (row == 0xffffffffu) {
    return;
  }
  let base = t * shape.columns * width;
  for (var i = base; i < base + shape.columns * width; i++) {
    out[i] = 0.0;
  }
  var p = entityOffsets[row];
  let end = entityOffsets[row + 1u];
  var range = vec2u(0u);
  var x = 0.0;
  loop {
    if (range.x == range.y) {
      if (p == end) {
        break;
      }
      range = ranges[p];
      x = entityValues[p];
      p += 1u;
      continue;
    }
    let at = base + featureEntities[range.x] * width;
    out[at] += select(1.0, x * featureValues[range.x], mode == 5u);
    if (mode > 0u && mode < 5u) {
      let y = featureValues[range.x];
      out[at + 1u] += select(x * y, (x - y) * (x - y), mode == 2u);
      if (mode > 2u) {
        out[at + 2u] += x * x;
        out[at + 3u] += y * y;
      }
      if (mode > 3u) {
        out[at + 4u] += x;
        out[at + 5u] += y;
      }
    }
    range.x += 1u;
  }
}
