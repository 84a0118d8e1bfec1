// Sums over the features that two entities share, for a tile of entities against the entities after each: what a
// symmetric measure needs, at half the work of coRated. The sums are those of shaders/similarity/co-rated.wgsl.
//
// One invocation owns one row. ranges[p] says, for the p-th entry of the entities, where in its feature's list the
// entities after the row begin and end. Both loops are one: an invocation whose list ends goes on with the next
// while its neighbours are still within theirs, so rows of like work stay in step (on the software adapter half the
// time of two nested loops). A turn of the loop takes four entities, those beyond the list's end as nothing added to
// the row's own place, without a branch: two thirds of the time of one entity a turn there.
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

// Adds what entity number q of the features' lists shares with the row; from `end` on nothing, to the row's own place,
// which so stays 0.
fn add(base: u32, row: u32, x: f32, q: u32, end: u32) {
  let within = q < end;
  let at = base + select(row, featureEntities[q], within) * width;
  let one = select(0.0, 1.0, within);
  if (mode == 0u) {
    out[at] += one;
    return;
  }
  let y = featureValues[q];
  let product = select(0.0, select(x * y, (x - y) * (x - y), mode == 2u), within);
  if (mode == 5u) {
    out[at] += product;
    return;
  }
  out[at] += one;
  out[at + 1u] += product;
  if (mode > 2u) {
    out[at + 2u] += one * x * x;
    out[at + 3u] += select(0.0, y * y, within);
  }
  if (mode > 3u) {
    out[at + 4u] += one * x;
    out[at + 5u] += select(0.0, y, within);
  }
}

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
    if (range.x >= range.y) {
      if (p == end) {
        break;
      }
      range = ranges[p];
      x = entityValues[p];
      p += 1u;
      continue;
    }
    add(base, row, x, range.x, range.y);
    add(base, row, x, range.x + 1u, range.y);
    add(base, row, x, range.x + 2u, range.y);
    add(base, row, x, range.x + 3u, range.y);
    range.x += 4u;
  }
}
