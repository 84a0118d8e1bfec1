// The pairs of a batch: for the known pair of each batch position a group of rows, the pair itself first, then its user
// with items drawn at random until one is found that the user has not seen (64 attempts). users, items: u32[rows],
// NO_ROW beyond the batch. One invocation a row.
//
// The numbers of a row depend on the seed, the step of the run and the row alone, so every epoch draws others, and CPU
// and GPU the same. In proportion to popularity: the item of a pair drawn uniformly. From a list: one of its items.

override workgroupSize: u32 = 64;

const NO_ROW = 0xffffffffu;
const BLOCKS_OF_ATTEMPTS = 16u;

struct Shape {
  key: vec2u,
  stream: u32,
  rows: u32,
  group: u32,
  items: u32,
  pairs: u32,
  mode: u32,
  listed: u32,
}

const BY_POPULARITY = 1u;
const FROM_LIST = 2u;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> pairs: array<vec2u>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> indices: array<u32>;
@group(0) @binding(5) var<storage, read_write> users: array<u32>;
@group(0) @binding(6) var<storage, read_write> items: array<u32>;
@group(0) @binding(7) var<storage, read> list: array<u32>;

fn seen(user: u32, item: u32) -> bool {
  var low = offsets[user];
  let end = offsets[user + 1];
  var high = end;
  while (low < high) {
    let middle = (low + high) / 2;
    if (indices[middle] < item) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < end && indices[low] == item;
}

fn draw(bits: u32) -> u32 {
  if (shape.mode == BY_POPULARITY) {
    return pairs[below(bits, shape.pairs)].y;
  }
  if (shape.mode == FROM_LIST) {
    return list[below(bits, shape.listed)];
  }
  return below(bits, shape.items);
}

@compute @workgroup_size(workgroupSize)
fn samplePairs(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let row = id.y * grid.x * workgroupSize + id.x;
  if (row >= shape.rows) {
    return;
  }
  let position = row / shape.group;
  if (position >= batch[COUNT]) {
    users[row] = NO_ROW;
    items[row] = NO_ROW;
    return;
  }
  let pair = pairs[batch[HEADER + batch[FIRST] + position]];
  var item = pair.y;
  if (row % shape.group != 0) {
    var found = false;
    for (var block = 0u; block < BLOCKS_OF_ATTEMPTS && !found; block++) {
      let bits = philox(vec4u(row, batch[STEP_OF_RUN], shape.stream, block), shape.key);
      for (var lane = 0u; lane < 4 && !found; lane++) {
        item = draw(bits[lane]);
        found = !seen(pair.x, item);
      }
    }
  }
  users[row] = pair.x;
  items[row] = item;
}
