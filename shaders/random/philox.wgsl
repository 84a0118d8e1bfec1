// Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as
// 1, 2, 3"): 128 random bits from a 128-bit counter and a 64-bit key, with no state. Put in front of a kernel's code.
// The same bits as src/compute/random.ts: number i of a stream is
// philox(vec4u(i / 4, step, stream, 0), key)[i % 4].

fn multiplyHigh(a: u32, b: u32) -> u32 {
  let aHigh = a >> 16;
  let aLow = a & 0xffff;
  let bHigh = b >> 16;
  let bLow = b & 0xffff;
  let middle = aHigh * bLow + ((aLow * bLow) >> 16);
  let other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >> 16) + (other >> 16);
}

fn philox(counter: vec4u, key: vec2u) -> vec4u {
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    let left = vec2u(multiplyHigh(0xd2511f53, c.x), 0xd2511f53 * c.x);
    let right = vec2u(multiplyHigh(0xcd9e8d57, c.z), 0xcd9e8d57 * c.z);
    c = vec4u(right.x ^ c.y ^ k.x, right.y, left.x ^ c.w ^ k.y, left.y);
    // The golden ratio and √3 − 1
    k += vec2u(0x9e3779b9, 0xbb67ae85);
  }
  return c;
}

// [0, 1) in steps of 2⁻²⁴, exact in f32.
fn unitInterval(bits: u32) -> f32 {
  return f32(bits >> 8) * 5.9604644775390625e-8;
}

// 0 … count − 1, each as likely as the others up to count / 2³².
fn below(bits: u32, count: u32) -> u32 {
  return multiplyHigh(bits, count);
}
