import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 2, false],
  [33, 17, true],
  [16, 8, false],
])(
  '%i rows of %i, with a gradient past the layer: %s, by central differences in f64',
  async (rows, width, adds) => {
    const [a, scale, gradient, past] = [0, 1, 2, 3].map((salt) => noiseArray(rows * width, salt)) as [
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
    ];
    const parameters = scale.subarray(0, width);
    const statistics = (x: readonly number[]) => {
      const mean = x.reduce((sum, value) => sum + value, 0) / width;
      const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
      const precision = 1 / Math.sqrt(variance + 1e-5);
      return { precision, normal: x.map((value) => (value - mean) * precision) };
    };
    const rowOf = (array: Float32Array, row: number) => [...array.subarray(row * width, (row + 1) * width)];
    const each = Array.from({ length: rows }, (_, row) => statistics(rowOf(a, row)));
    const normals = Float32Array.from(each.flatMap(({ normal }) => normal));
    const run = (what: 'out' | 'normal') => (backend: Backend, scope: Scope) => {
      const changed = {
        normal: scope.upload(normals, 'normal'),
        out: scope.tensor('f32', rows * width, 'out'),
      };
      const spec = {
        ...{ ...changed, rows, width, scaleOffset: 0 },
        gradient: scope.upload(gradient, 'gradient'),
        parameters: scope.upload(parameters.slice(), 'parameters'),
        precision: scope.upload(
          Float32Array.from(each, ({ precision }) => precision),
          'precision',
        ),
        ...(adds ? { add: scope.upload(past, 'past') } : {}),
      };
      return { operations: [backend.kernels.layerNormGradient(scope, spec)], out: changed[what] };
    };
    const steepest = Math.max(...each.map(({ precision }) => precision));
    const out = await expectAgreement(backends, width, 4 * steepest, run('out'));
    const ofScale = await expectAgreement(backends, 1, 4, run('normal'));
    const h = 1e-5;
    for (let row = 0; row < rows; row++) {
      const [x, g] = [rowOf(a, row), rowOf(gradient, row)];
      for (let c = 0; c < width; c++) {
        const loss = (by: number) =>
          statistics(x.map((value, i) => (i === c ? value + by : value))).normal.reduce(
            (sum, n, i) => sum + g[i]! * n * parameters[i]!,
            0,
          );
        const slope = (loss(h) - loss(-h)) / (2 * h) + (adds ? past[row * width + c]! : 0);
        expect(Math.abs(out[row * width + c]! - slope)).toBeLessThan(1e-5 * Math.max(1, steepest));
        expect(ofScale[row * width + c]).toBeCloseTo(g[c]! * each[row]!.normal[c]!, 5);
      }
    }
  },
);
