import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [33, 5],
  [16, 8],
])('%i sequences of width %i', async (size, width) => {
  const [steps, step] = [3, 1];
  const rows = steps * size;
  const [a, c, s] = [
    noiseArray(rows * 3 * width),
    noiseArray(rows * 3 * width, 1),
    noiseArray(rows * width, 2),
  ];
  const starts = Uint32Array.from({ length: rows }, (_, row) => Number(row % 3 === 0));
  const run = (what: 'out' | 'states', last: boolean) => (backend: Backend, scope: Scope) => {
    const states = scope.upload(s, 'states');
    const out = scope.tensor('f32', rows * width, 'out');
    const spec = {
      input: scope.upload(
        a.map((x) => 4 * x),
        'input',
      ),
      recurrent: scope.upload(c, 'recurrent'),
      starts: scope.upload(starts, 'starts'),
      ...{ states, out, size, width, step: last ? steps - 1 : step, steps },
    };
    return { operations: [backend.kernels.gruGates(scope, spec)], out: { out, states }[what] };
  };
  const out = await expectAgreement(backends, 1, 4, run('out', false));
  const states = await expectAgreement(backends, 1, 4, run('states', false));
  // The last step has no step after it.
  expect(await expectAgreement(backends, 1, 4, run('states', true))).toEqual(s);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) {
      const gate = (g: number) => [4 * a[(row * 3 + g) * width + k]!, c[(row * 3 + g) * width + k]!] as const;
      const [r, z] = [gate(0), gate(1)].map(([x, y]) => sigmoid(x + y)) as [number, number];
      const n = Math.tanh(gate(2)[0] + r * gate(2)[1]);
      const mine = row >= size && row < 2 * size;
      const h = mine ? (1 - z) * n + z * s[row * width + k]! : 0;
      expect(out[row * width + k]).toBeCloseTo(h, 5);
      if (mine) {
        const next = row + size;
        expect(states[next * width + k]).toBe(starts[next] ? 0 : out[row * width + k]);
      } else if (row < size) expect(states[row * width + k]).toBe(s[row * width + k]);
    }
});
