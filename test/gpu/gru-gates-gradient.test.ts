import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, 0],
  [33, 5, 0],
  [16, 8, 1],
])('%i sequences of width %i, step %i of 2, by central differences in f64', async (size, width, step) => {
  const steps = 2;
  const rows = steps * size;
  const [a, c, s] = [
    noiseArray(rows * 3 * width),
    noiseArray(rows * 3 * width, 1),
    noiseArray(rows * width, 2),
  ];
  const [gradient, carry] = [noiseArray(rows * width, 3), noiseArray(size * width, 4)];
  const starts = Uint32Array.from({ length: rows }, (_, row) => Number(row % 3 === 0));
  const run = (what: 'input' | 'recurrent' | 'carry') => (backend: Backend, scope: Scope) => {
    const changed = {
      input: scope.upload(a, 'input'),
      recurrent: scope.upload(c, 'recurrent'),
      carry: scope.upload(carry, 'carry'),
    };
    const spec = {
      ...changed,
      starts: scope.upload(starts, 'starts'),
      states: scope.upload(s, 'states'),
      gradient: scope.upload(gradient, 'gradient'),
      ...{ size, width, step, steps },
    };
    return { operations: [backend.kernels.gruGatesGradient(scope, spec)], out: changed[what] };
  };
  const [ofInput, ofRecurrent, ofState] = [
    await expectAgreement(backends, 2, 2, run('input')),
    await expectAgreement(backends, 2, 2, run('recurrent')),
    await expectAgreement(backends, 2, 2, run('carry')),
  ];
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const h = (x: readonly number[]) => {
    const [ar, az, an, cr, cz, cn, state] = x as [number, number, number, number, number, number, number];
    const z = sigmoid(az + cz);
    return (1 - z) * Math.tanh(an + sigmoid(ar + cr) * cn) + z * state;
  };
  for (let b = 0; b < size; b++)
    for (let k = 0; k < width; k++) {
      const row = step * size + b;
      const gates = [0, 1, 2].map((g) => (row * 3 + g) * width + k);
      const x = [...gates.map((at) => a[at]!), ...gates.map((at) => c[at]!), s[row * width + k]!];
      const follows = step === 0 && starts[row + size] === 0;
      const g = gradient[row * width + k]! + (follows ? carry[b * width + k]! : 0);
      const slopes = x.map((_, i) => {
        const moved = (by: number) => h(x.map((value, j) => (j === i ? value + by : value)));
        return (g * (moved(1e-5) - moved(-1e-5))) / 2e-5;
      });
      gates.forEach((at, i) => {
        expect(Math.abs(ofInput[at]! - slopes[i]!)).toBeLessThan(1e-6);
        expect(Math.abs(ofRecurrent[at]! - slopes[3 + i]!)).toBeLessThan(1e-6);
      });
      expect(Math.abs(ofState[b * width + k]! - slopes[6]!)).toBeLessThan(1e-6);
    }
});
