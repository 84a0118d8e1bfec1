// Bits of an f32 score ↔ a u32 key of the same order: all bits of a negative number flip, the sign bit of others.
// −Infinity and NaN become key 0 = no candidate, −0 becomes 0. Scores are only ever handled as bits: WGSL
// implementations may assume that no float is infinite or NaN.

const NEGATIVE_INFINITY = 0xff800000u;

fn keyOf(bits: u32) -> u32 {
  let magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u || bits == NEGATIVE_INFINITY) {
    return 0u;
  }
  if (magnitude == 0u) {
    return 0x80000000u;
  }
  return select(bits | 0x80000000u, ~bits, bits > 0x7fffffffu);
}

fn bitsOf(key: u32) -> u32 {
  if (key == 0u) {
    return NEGATIVE_INFINITY;
  }
  return select(~key, key & 0x7fffffffu, key > 0x7fffffffu);
}
