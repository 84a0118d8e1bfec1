import { describe, expect, test } from 'vitest';
import { below, philox, Random, streamOf } from '../../src/compute/random';

// The known answers that the authors publish with Random123 (kat_vectors, philox4x32 10).
test.each([
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
])('philox(%s, %s)', (counter, key, answer) => {
  const words = (text: string) => text.split(' ').map((word) => parseInt(word, 16));
  const [[c0, c1, c2, c3], [k0, k1]] = [words(counter), words(key)];
  const out = new Uint32Array(4);
  philox(out, c0!, c1!, c2!, c3!, k0!, k1!);
  expect([...out]).toEqual(words(answer));
});

test('below is the high word of the product, exactly', () => {
  for (const [bits, count] of [
    [0xffffffff, 0xffffffff],
    [0x80000000, 3],
    [0x12345678, 0x9abcdef0],
    [0xdeadbeef, 1682],
  ] as const) {
    expect(below(bits, count)).toBe(Number((BigInt(bits) * BigInt(count)) >> 32n));
  }
});

test('streamOf is FNV-1a', () => {
  // The published test values of "" and "foobar"
  expect(streamOf('')).toBe(0x811c9dc5);
  expect(streamOf('foobar')).toBe(0xbf9cf968);
});

describe('a stream', () => {
  test('resumes from its position', () => {
    for (const drawn of [1, 2, 3, 4, 5, 10]) {
      const whole = new Random(7, 'test');
      for (let i = 0; i < drawn; i++) whole.bits();
      const resumed = new Random(7, 'test', 0, whole.position);
      for (let i = 0; i < 9; i++) expect(resumed.bits()).toBe(whole.bits());
    }
  });

  test('differs by seed, stream and step, also in the high bits of the seed', () => {
    const first = (random: Random) => random.bits();
    const heads = [
      new Random(1, 'a'),
      new Random(2, 'a'),
      new Random(1 + 2 ** 32, 'a'),
      new Random(1, 'b'),
      new Random(1, 'a', 1),
    ].map(first);
    expect(new Set(heads).size).toBe(heads.length);
  });

  test('is uniform: 16 equal classes within the 99.9 % point of χ²', () => {
    const counts = new Array<number>(16).fill(0);
    const random = new Random(3, 'uniform');
    for (let i = 0; i < 64_000; i++) counts[Math.floor(random.uniform() * 16)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0);
    expect(chiSquare).toBeLessThan(37.7);
  });

  test('is normal: the first four moments', () => {
    const random = new Random(3, 'normal');
    const count = 100_000;
    const moments = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const x = random.normal();
      for (let p = 0; p < 4; p++) moments[p]! += x ** (p + 1) / count;
    }
    // Standard errors √(E x²ᵖ − (E xᵖ)²) / √n: 1, √2, √15, √96 over √n; four of them allowed
    [0, 1, 0, 3].forEach((expected, p) => {
      const error = (Math.sqrt([1, 2, 15, 96][p]!) / Math.sqrt(count)) * 4;
      expect(Math.abs(moments[p]! - expected)).toBeLessThan(error);
    });
  });

  test('shuffles: a permutation, every order of three as likely as the others', () => {
    const random = new Random(5, 'shuffle');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.permutation(3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(20.5); // 99.9 % point, 5 degrees of freedom
    expect([...random.permutation(1000)].sort((a, b) => a - b)).toEqual([...Array(1000).keys()]);
  });
});
