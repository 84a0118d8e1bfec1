import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { noiseArray, resultOf, uploadBatch } from './fixtures';

const backends = bothBackends();

function drop(backend: Backend, count: number, rate: number, stepOfRun = 0, stream = 'layer 1') {
  return resultOf(backend, (scope) => {
    const out = scope.tensor('f32', count, 'out');
    const batch = uploadBatch(scope, [0], 1, { stepOfRun });
    const spec = { batch, rate, seed: 42, stream, a: scope.upload(noiseArray(count), 'a'), out, count };
    return { operations: [backend.kernels.dropout(scope, spec)], out };
  });
}

describe.each([1, 5, 1000])('%i elements', (count) => {
  test('the same elements fall on both sides', async () => {
    const [gpu, cpu] = [await drop(backends.gpu, count, 0.4, 3), await drop(backends.cpu, count, 0.4, 3)];
    expect(Array.from(gpu, (x) => x === 0)).toEqual(Array.from(cpu, (x) => x === 0));
    gpu.forEach((value, i) => expect(Math.abs(value - cpu[i]!)).toBeLessThanOrEqual(2 ** -22));
  });
});

test('what stays is scaled up, about `rate` of it falls, and each step and layer drops others', async () => {
  const count = 10_000;
  const a = noiseArray(count);
  const masks = [];
  for (const [step, stream] of [
    [0, 'layer 1'],
    [1, 'layer 1'],
    [0, 'layer 2'],
  ] as const) {
    const out = await drop(backends.cpu, count, 0.25, step, stream);
    out.forEach((value, i) => {
      if (value !== 0) expect(value).toBeCloseTo(a[i]! / 0.75, 6);
    });
    masks.push(Array.from(out, (value) => value === 0));
  }
  const share = (mask: boolean[]) => mask.filter(Boolean).length / count;
  // 0.25 ± 5 standard deviations
  for (const mask of masks) expect(Math.abs(share(mask) - 0.25)).toBeLessThan(0.0217);
  // Independent masks fall together at 1/16 of the places
  for (const other of [masks[1]!, masks[2]!])
    expect(Math.abs(share(masks[0]!.map((fell, i) => fell && other[i]!)) - 0.0625)).toBeLessThan(0.0122);
});
