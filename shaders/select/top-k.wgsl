// The k greatest scores of each row, by a tournament of heaps: one stage of it.
//
// `segments` invocations share a row. Invocation s looks at the entries s, s + segments, s + 2·segments, … (so that
// neighbours read neighbouring addresses) and keeps the k best in a min-heap of its own in memory: its root, held in
// registers, is what a newcomer has to beat, so that most entries cost one read and one comparison, and about
// k·(1 + ln(n/k)) of n cost a walk down log₂ k levels. The next stage takes the rows × (segments·k) survivors for its
// entries, with fewer segments; the last one has one segment a row, sorts its heap and gives the scores back.
// No barrier, no atomics; equal scores are told apart by their index, so the result depends on nothing else.
//
// Scores are compared as the u32 keys of order-key.wgsl, which stands before this file.
//
// entries: u32[rows × columns], bits of f32 scores in the first stage (index = column), keys in later ones
// (index = entryIndices). keys, indices: u32[rows × (k × segments)], slot j of segment s at j·segments + s.

override workgroupSize: u32 = 64;

struct Stage {
  rows: u32,
  columns: u32,
  k: u32,
  segments: u32,
  first: u32,
  last: u32,
}

@group(0) @binding(0) var<uniform> stage: Stage;
@group(0) @binding(1) var<storage, read> entries: array<u32>;
@group(0) @binding(2) var<storage, read> entryIndices: array<u32>;
@group(0) @binding(3) var<storage, read_write> keys: array<u32>;
@group(0) @binding(4) var<storage, read_write> indices: array<u32>;

const NOTHING = 0xffffffffu;

fn worse(key: u32, index: u32, thanKey: u32, thanIndex: u32) -> bool {
  return key < thanKey || (key == thanKey && index > thanIndex);
}

// Puts (key, index) at the root of a heap of `size` slots and lets it sink to its place.
fn sink(base: u32, size: u32, key: u32, index: u32) {
  var hole = 0u;
  loop {
    var child = 2u * hole + 1u;
    if (child >= size) {
      break;
    }
    var at = base + child * stage.segments;
    var childKey = keys[at];
    var childIndex = indices[at];
    if (child + 1u < size) {
      at += stage.segments;
      let rightKey = keys[at];
      let rightIndex = indices[at];
      if (worse(rightKey, rightIndex, childKey, childIndex)) {
        child++;
        childKey = rightKey;
        childIndex = rightIndex;
      }
    }
    if (!worse(childKey, childIndex, key, index)) {
      break;
    }
    keys[base + hole * stage.segments] = childKey;
    indices[base + hole * stage.segments] = childIndex;
    hole = child;
  }
  keys[base + hole * stage.segments] = key;
  indices[base + hole * stage.segments] = index;
}

@compute @workgroup_size(workgroupSize)
fn topK(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let invocation = id.y * grid.x * workgroupSize + id.x;
  if (invocation >= stage.rows * stage.segments) {
    return;
  }
  let row = invocation / stage.segments;
  let segment = invocation % stage.segments;
  let base = row * stage.segments * stage.k + segment;
  for (var slot = 0u; slot < stage.k; slot++) {
    keys[base + slot * stage.segments] = 0u;
    indices[base + slot * stage.segments] = NOTHING;
  }
  var rootKey = 0u;
  var rootIndex = NOTHING;
  for (var column = segment; column < stage.columns; column += stage.segments) {
    let at = row * stage.columns + column;
    var key = entries[at];
    var index = column;
    if (stage.first == 1u) {
      key = keyOf(key);
    } else {
      index = entryIndices[at];
    }
    if (key != 0u && worse(rootKey, rootIndex, key, index)) {
      sink(base, stage.k, key, index);
      rootKey = keys[base];
      rootIndex = indices[base];
    }
  }
  if (stage.last == 1u) {
    // Heapsort: the worst of what is left goes to the end of it.
    for (var size = stage.k - 1u; size > 0u; size--) {
      let end = base + size;
      let key = keys[end];
      let index = indices[end];
      keys[end] = keys[base];
      indices[end] = indices[base];
      sink(base, size, key, index);
    }
    for (var slot = 0u; slot < stage.k; slot++) {
      keys[base + slot] = bitsOf(keys[base + slot]);
    }
  }
}
