import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();

test.each([
  [5, 1, 3, 4],
  [12, 3, 17, 12],
  [8, 2, 8, 6],
])(
  'batch of %i, %i rows each of %i columns, %i of them there, by central differences in f64',
  async (size, perRow, width, count) => {
    const [rows, all] = [count * perRow, size * perRow * width];
    const [a, gradient] = [noiseArray(all, 1), noiseArray(all, 2).fill(0, rows * width)];
    const scale = noiseArray(width, 3);
    const column = (of: Float32Array, c: number) =>
      Array.from({ length: rows }, (_, r) => of[r * width + c]!);
    const normalised = (x: readonly number[]) => {
      const mean = x.reduce((sum, value) => sum + value, 0) / rows;
      const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
      return { variance, normal: x.map((value) => (value - mean) / Math.sqrt(variance + 1e-5)) };
    };
    const statistics = new Float32Array(2 * width);
    // Where nothing of the batch stands, there is what was left from the last.
    const normal = noiseArray(all, 4);
    const gradients = new Float32Array(2 * width + 1);
    const parameters = new Float32Array(2 * width + 1);
    for (let c = 0; c < width; c++) {
      const [x, g] = [normalised(column(a, c)), column(gradient, c)];
      statistics[width + c] = x.variance;
      x.normal.forEach((value, r) => (normal[r * width + c] = value));
      parameters[1 + c] = scale[c]!;
      gradients[1 + c] = g.reduce((sum, value, r) => sum + value * x.normal[r]!, 0);
      gradients[1 + width + c] = g.reduce((sum, value) => sum + value, 0);
    }
    const out = await expectAgreement(backends, 4, 8, (backend: Backend, scope: Scope) => {
      const result = scope.tensor('f32', all, 'out');
      const spec = {
        ...{ perRow, width, scaleOffset: 1, shiftOffset: 1 + width, out: result },
        batch: uploadBatch(scope, [...Array(count).keys()], size),
        gradient: scope.upload(gradient, 'gradient'),
        normal: scope.upload(normal, 'normal'),
        statistics: scope.upload(statistics, 'statistics'),
        parameters: scope.upload(parameters, 'parameters'),
        gradients: scope.upload(gradients, 'gradients'),
      };
      return { operations: [backend.kernels.batchNormGradient(scope, spec)], out: result };
    });
    const h = 1e-5;
    for (let c = 0; c < width; c++) {
      const [x, g] = [column(a, c), column(gradient, c)];
      const loss = (row: number, by: number) =>
        normalised(x.map((value, r) => (r === row ? value + by : value))).normal.reduce(
          (sum, n, r) => sum + g[r]! * n * scale[c]!,
          0,
        );
      for (let row = 0; row < rows; row++)
        expect(out[row * width + c]).toBeCloseTo((loss(row, h) - loss(row, -h)) / (2 * h), 4);
    }
    expect(out.subarray(rows * width).every((value) => value === 0)).toBe(true);
  },
);
