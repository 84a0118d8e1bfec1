import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { initialize, initializerFor, type Initializer } from '../../src/nn/initializers';

const [fanIn, fanOut] = [50, 150];

function sample(initializer: Initializer, stream = 'weights'): Float32Array {
  const target = new Float32Array(20_000);
  initialize(target, initializer, [fanIn, fanOut], new Random(42, stream));
  return target;
}

const variance = (values: Float32Array) => values.reduce((sum, x) => sum + x * x, 0) / values.length;

describe.each([
  ['glorot', 2 / (fanIn + fanOut)],
  ['he', 2 / fanIn],
  ['lecun', 1 / fanIn],
] as const)('%s', (family, expected) => {
  test('normal: published variance, tails beyond two deviations', () => {
    const values = sample(`${family}-normal`);
    // 5 standard errors of a variance over 20,000 draws
    expect(Math.abs(variance(values) / expected - 1)).toBeLessThan(0.05);
    const beyond = values.filter((x) => Math.abs(x) > 2 * Math.sqrt(expected)).length / values.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.0075);
  });

  test('uniform: published variance, nothing beyond √3 deviations', () => {
    const values = sample(`${family}-uniform`);
    expect(Math.abs(variance(values) / expected - 1)).toBeLessThan(0.035);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(Math.sqrt(3 * expected)));
  });
});

test('constant, normal and uniform of a given size', () => {
  expect(new Set(sample({ constant: 3.5 }))).toEqual(new Set([3.5]));
  expect(Math.sqrt(variance(sample({ normal: 0.01 })))).toBeCloseTo(0.01, 3);
  expect(Math.max(...sample({ uniform: 0.5 }))).toBeLessThan(0.5);
});

test('equal seeds and names give equal weights, other names others', () => {
  expect(sample('he-normal')).toEqual(sample('he-normal'));
  expect(sample('he-normal')).not.toEqual(sample('he-normal', 'bias'));
});

test('half-open activations start by He, the rest by Glorot', () => {
  expect(['relu', 'leaky-relu', 'gelu'].map(initializerFor)).toEqual(Array(3).fill('he-normal'));
  expect(['sigmoid', 'tanh', 'identity', 'softplus'].map(initializerFor)).toEqual(
    Array(4).fill('glorot-uniform'),
  );
});
