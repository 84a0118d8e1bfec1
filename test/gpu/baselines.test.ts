import { describe, expect, test } from 'vitest';
import { allScores, binaryDataset, fitted } from '../unit/model-fixtures';
import { randomSplit } from '../unit/evaluation-fixtures';
import { bothBackends } from './backends';

const backends = bothBackends();
const wide = binaryDataset(30, 70);
const tall = binaryDataset(90, 40);
const { train: rated } = randomSplit(60, 40);

// Scores differ by rounding: some tens of sums of f32, through an inverse or a few iterations.
describe.each([
  ['ease', { regularization: 10 }, tall],
  ['ease', { regularization: 10 }, wide],
  ['pure-svd', { factors: 6 }, tall],
  ['ials', { factors: 6, iterations: 4 }, wide],
  ['slim', { l1: 0.1, l2: 5 }, tall],
  ['slope-one', {}, rated],
  ['bias', { method: 'sgd' }, rated],
] as const)('%s %j', (name, params, train) => {
  test('scores of the CPU side within rounding, the same bits twice, all memory given back', async () => {
    const task = train === rated ? 'rating' : 'ranking';
    const scoresOn = async (side: 'gpu' | 'cpu') => {
      const backend = backends[side];
      const model = await fitted(name, params, train, backend, task);
      const scores = await allScores(model, backend, train);
      model.dispose();
      return scores;
    };
    const [gpu, cpu] = [await scoresOn('gpu'), await scoresOn('cpu')];
    // Staging buffers stay for the next run; everything else is gone.
    const held = backends.gpu.memory.current;
    const largest = Math.max(
      ...cpu
        .flat()
        .filter((score) => !Number.isNaN(score))
        .map(Math.abs),
    );
    cpu.forEach((row, u) =>
      row.forEach((score, i) => {
        if (Number.isNaN(score)) expect(gpu[u]![i]).toBeNaN();
        else expect(Math.abs(gpu[u]![i]! - score)).toBeLessThan(2e-4 * largest);
      }),
    );
    expect(await scoresOn('gpu')).toEqual(gpu);
    expect(backends.gpu.memory.current).toBe(held);
    expect(backends.cpu.memory.current).toBe(0);
  });
});
