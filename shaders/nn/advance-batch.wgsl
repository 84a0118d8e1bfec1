// Moves the cursor of a batch tensor to the next `size` rows of the epoch. One invocation.
// The host starts an epoch one step before its first batch: u32 arithmetic wraps.

struct Shape {
  size: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> batch: array<u32>;

@compute @workgroup_size(1)
fn advanceBatch() {
  let first = batch[FIRST] + shape.size;
  batch[STEP_OF_RUN] += 1u;
  batch[STEP_OF_EPOCH] += 1u;
  batch[FIRST] = first;
  batch[COUNT] = min(shape.size, batch[ROWS] - min(first, batch[ROWS]));
}
