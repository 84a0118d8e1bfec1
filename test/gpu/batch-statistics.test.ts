import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const MOMENTUM = 0.1;

test.each([
  // One row alone, fewer and more rows than parts, a batch that is not full.
  [1, 1, 3, 1],
  [9, 2, 5, 7],
  [50, 3, 70, 50],
])('%i rows of the batch, each %i of %i columns, %i of them there', async (size, perRow, width, count) => {
  const a = noiseArray(size * perRow * width).map((x, i) => 3 + (1 + (i % width) / 9) * x);
  const start = noiseArray(2 * width + 5, 2).map(Math.abs);
  const places = { meanOffset: 4, varianceOffset: 5 + width };
  const run = (what: 'out' | 'parameters') => (backend: Backend, scope: Scope) => {
    const batch = uploadBatch(scope, [...Array(count).keys()], size);
    const made = {
      out: scope.tensor('f32', 2 * width, 'out'),
      parameters: scope.upload(start, 'parameters'),
    };
    const spec = { ...made, ...places, batch, perRow, width, momentum: MOMENTUM, a: scope.upload(a, 'a') };
    return { operations: [backend.kernels.batchStatistics(scope, spec)], out: made[what] };
  };
  // Sums of a part, then of 64 parts; the greatest difference from the mean is 4, squared 16.
  const terms = Math.ceil((count * perRow) / 64) + 8;
  const out = await expectAgreement(backends, terms, 16, run('out'));
  const parameters = await expectAgreement(backends, terms, 16, run('parameters'));
  const rows = count * perRow;
  for (let c = 0; c < width; c++) {
    const column = Array.from({ length: rows }, (_, row) => a[row * width + c]!);
    const mean = column.reduce((sum, x) => sum + x, 0) / rows;
    const squares = column.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    expect(out[c]).toBeCloseTo(mean, 5);
    expect(out[width + c]).toBeCloseTo(squares / rows, 5);
    const moved = (from: number, to: number) => (rows > 1 ? from + MOMENTUM * (to - from) : from);
    expect(parameters[4 + c]).toBeCloseTo(moved(start[4 + c]!, mean), 5);
    expect(parameters[5 + width + c]).toBeCloseTo(moved(start[5 + width + c]!, squares / (rows - 1)), 5);
  }
});
