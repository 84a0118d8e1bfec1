import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends } from './backends';

const backends = bothBackends();

const values = (count: number, phase: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.37 + phase));

async function panel(backend: Backend, n: number, start: number, width: number) {
  const scope = backend.scope('pivot panel');
  const spec = {
    matrix: scope.upload(values(n * n, 1), 'matrix'),
    n,
    start,
    width,
    inverse: scope.upload(values(width * width, 2), 'inverse'),
    rows: scope.upload(values(width * n, 3), 'rows'),
    left: scope.tensor('f32', n * width, 'left'),
  };
  backend.run([backend.kernels.pivotPanel(scope, spec)]);
  const result = {
    matrix: await backend.read(spec.matrix),
    rows: await backend.read(spec.rows),
    left: await backend.read(spec.left),
  };
  scope.dispose();
  return result;
}

describe.each([
  [1, 0, 1],
  [9, 3, 4],
  [65, 0, 64],
  [130, 64, 64],
  [130, 128, 2],
])('%i×%i, pivot from %i', (n, start, width) => {
  test('moves numbers without rounding them: the device and the CPU agree bit for bit', async () => {
    const cpu = await panel(backends.cpu, n, start, width);
    expect(await panel(backends.gpu, n, start, width)).toEqual(cpu);
  });

  test('clears the pivot’s rows and columns, and leaves the rest', async () => {
    const { matrix, left, rows } = await panel(backends.gpu, n, start, width);
    const before = values(n * n, 1);
    const inverse = values(width * width, 2);
    const inside = (k: number) => k >= start && k < start + width;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        expect(matrix[i * n + j]).toBe(inside(i) || inside(j) ? 0 : before[i * n + j]);
    for (let i = 0; i < n; i++)
      for (let c = 0; c < width; c++) {
        const expected = inside(i) ? Number(c === i - start) : -before[i * n + start + c]!;
        expect(left[i * width + c]).toBe(expected);
        if (inside(i)) expect(rows[c * n + i]).toBe(inverse[c * width + i - start]);
      }
  });
});
