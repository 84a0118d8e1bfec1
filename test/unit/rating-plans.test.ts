import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { modelEntry } from '../../src/models/registry';
import { randomSplit } from './evaluation-fixtures';
import { fitContext } from './model-fixtures';

const { train } = randomSplit(80, 60);
const [users, items] = [new Uint32Array(40).fill(3), Uint32Array.from({ length: 40 }, (_, i) => i)];
const cases = [
  { name: 'mf', params: { factors: 6 }, task: 'rating' },
  { name: 'mf', params: { factors: 6 }, task: 'ranking' },
  { name: 'svdpp', params: { factors: 6 }, task: 'rating' },
  { name: 'svdpp', params: { factors: 6, steps: 'ratings' }, task: 'rating' },
  { name: 'mlp', params: { hidden: [8] }, task: 'rating' },
  { name: 'mlp', params: { hidden: [8], axis: 'user', dropout: 0.2 }, task: 'ranking' },
] as const;

test.each(cases)('$name for $task: training takes what was planned, and hardly less', async (own) => {
  const backend = new CpuBackend();
  const entry = modelEntry(own.name)!;
  const model = entry.create(entry.params.parse(own.params), own.task);
  const { training } = fitContext(backend);
  const options = { ...training, epochs: 3, batchSize: 16, earlyStopping: { metric: 'rmse', patience: 2 } };
  const planned = await model.plan!(train, backend, options);
  expect(backend.memory.peak).toBe(0);
  await model.fit(train, {
    ...fitContext(backend, { training: options }),
    validate: async () => {
      if (own.task === 'rating') await model.predict!(users, items);
      else {
        const scope = backend.scope('scoring');
        await model.scorer(scope, 256);
        scope.dispose();
      }
      return { rmse: 1 };
    },
  });
  const { peak } = backend.memory;
  model.dispose();
  expect(backend.memory.current).toBe(0);
  expect(planned).toBeGreaterThanOrEqual(peak);
  expect(planned).toBeLessThanOrEqual(1.5 * peak);
});
