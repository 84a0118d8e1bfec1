// Moves a level plan (see `LevelPlan` in src/compute/contracts/nn.ts) to its next level. One invocation.

@group(0) @binding(0) var<storage, read_write> plan: array<u32>;

@compute @workgroup_size(1)
fn advanceLevel() {
  plan[0] += 1u;
}
