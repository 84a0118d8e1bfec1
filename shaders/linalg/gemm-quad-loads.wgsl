// What the variants of gemm share where the four invocations of a quad share the loads of b. Put behind
// gemm-operands.wgsl; needs subgroups.

// Not free to choose: all of a quad make the same columns.
override workgroupWidth: u32 = 1;
override workgroupHeight: u32 = 4;

// Four columns at four steps, from what this invocation loads at `at`: those at the step of its own place in the quad.
fn sharedBlockB(at: u32, column: u32) -> mat4x4f {
  let own = vec4f(b[at], b[at + column], b[at + 2 * column], b[at + 3 * column]);
  return mat4x4f(
    quadBroadcast(own, 0u),
    quadBroadcast(own, 1u),
    quadBroadcast(own, 2u),
    quadBroadcast(own, 3u),
  );
}

fn stepsOfA(at: u32, step: u32) -> vec4f {
  return vec4f(a[at], a[at + step], a[at + 2 * step], a[at + 3 * step]);
}

// Four rows at four steps.
fn stepsOfRows(at: u32, row: u32, step: u32) -> mat4x4f {
  return mat4x4f(
    stepsOfA(at, step),
    stepsOfA(at + row, step),
    stepsOfA(at + 2 * row, step),
    stepsOfA(at + 3 * row, step),
  );
}
