import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { SCHEDULE_WIDTH } from '../../src/compute/contracts/optim';
import { Batches } from '../../src/nn/batches';
import { RATE_SCHEDULES, rateAt } from '../../src/nn/learning-rate';
import { Optimizer } from '../../src/nn/optimizers';

const TOTAL = 1000;

test.each([
  ['constant', 0, 1],
  ['constant', 999, 1],
  ['linear', 0, 1],
  ['linear', 750, 0.25],
  ['cosine', 0, 1],
  ['cosine', 500, 0.5],
  ['cosine', 250, (1 + Math.SQRT1_2) / 2],
  ['warm-up', 24, 0.5],
  ['warm-up', 525, 1],
  ['warm-up-cosine', 24, 0.5],
  ['warm-up-cosine', 49, 1],
  ['warm-up-cosine', 525, 0.5],
  ['step', 499, 1],
  ['step', 500, 0.1],
  ['step', 750, 0.01],
  ['one-cycle', 0, 0.04],
  ['one-cycle', 300, 1],
  ['one-cycle', 650, 0.500002],
] as const)('%s at step %i of 1000 is %d', (schedule, step, expected) => {
  expect(rateAt(schedule, step, TOTAL)).toBeCloseTo(expected, 6);
});

test.each(RATE_SCHEDULES)('%s never leaves (0, 1] before the end', (schedule) => {
  for (let step = 0; step < TOTAL; step++) {
    const rate = rateAt(schedule, step, TOTAL);
    expect(rate > 0 && rate <= 1).toBe(true);
  }
});

describe('the table of a run', () => {
  test('holds step size, ε̂ and rate of the epoch’s steps as Adam wants them', async () => {
    const backend = new CpuBackend();
    const scope = backend.scope('test');
    const batches = new Batches(backend, scope, 30, 10);
    const options = { learningRate: 0.1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    const optimizer = new Optimizer(
      backend,
      scope,
      { name: 'adam', schedule: 'linear', ...options },
      batches.batch,
      batches.steps,
      9,
    );
    optimizer.schedule(3);
    const rows = await backend.read(optimizer.table);
    for (let i = 0; i < 3; i++) {
      const t = 3 + i + 1;
      const rate = 0.1 * (1 - (3 + i) / 9);
      const correction = Math.sqrt(1 - 0.999 ** t);
      const expected = [(rate * correction) / (1 - 0.9 ** t), 1e-8 * correction, rate];
      expected.forEach((value, k) => expect(rows[i * SCHEDULE_WIDTH + k]! / value).toBeCloseTo(1, 6));
    }
  });
});
