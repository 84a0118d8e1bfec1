import { expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { mlp } from '../../src/models/mlp';
import { randomSplit } from '../unit/evaluation-fixtures';
import { fitContext } from '../unit/model-fixtures';
import { bothBackends } from './backends';

const backends = bothBackends();
const { train } = randomSplit(60, 50);
const users = Uint32Array.from({ length: 600 }, (_, i) => i % 60);
const items = Uint32Array.from({ length: 600 }, (_, i) => (i * 7) % 50);

async function fitted(backend: Backend, params: Record<string, unknown>, epochs = 30) {
  const model = mlp.create(mlp.params.parse({ hidden: [16], ...params }), 'rating');
  const losses: number[] = [];
  const context = fitContext(backend, {
    report: ({ epoch, metrics }) => void (epoch && losses.push(metrics!['loss']!)),
  });
  await model.fit(train, { ...context, training: { ...context.training, epochs, batchSize: 16 } });
  const predictions = await model.predict!(users, items);
  const scope = backend.scope('test');
  const scorer = await model.scorer(scope, 3);
  scorer.score(Uint32Array.of(5, 1));
  const scores = await backend.read(scorer.out, 0, 2 * 50);
  scope.dispose();
  model.dispose();
  return { predictions, losses, scores };
}

test.each([
  [{ axis: 'item' }],
  [{ axis: 'user', activation: 'relu', hidden: [16, 8], dropout: 0.2 }],
  [{ axis: 'item', outputActivation: 'sigmoid', baseline: false }],
])('30 epochs of %o: the same rating errors from GPU and CPU', async (params) => {
  const [gpu, cpu] = [await fitted(backends.gpu, params), await fitted(backends.cpu, params)];
  const rmse = ({ predictions }: { predictions: Float32Array }) =>
    Math.sqrt(
      predictions.reduce((sum, value, i) => sum + (value - 3 - Math.sin(i)) ** 2, 0) / predictions.length,
    );
  expect(Math.abs(rmse(gpu) - rmse(cpu))).toBeLessThan(1e-5);
  gpu.losses.forEach((loss, epoch) => expect(loss / cpu.losses[epoch]!).toBeCloseTo(1, 4));
  gpu.scores.forEach((score, i) => expect(score).toBeCloseTo(cpu.scores[i]!, 3));
});

test('the same run twice gives the same bits, and the device holds what it held before', async () => {
  backends.gpu.trim();
  const held = backends.gpu.memory.current;
  const params = { axis: 'user', dropout: 0.5 };
  const [first, second] = [await fitted(backends.gpu, params, 5), await fitted(backends.gpu, params, 5)];
  expect(second).toEqual(first);
  backends.gpu.trim();
  expect(backends.gpu.memory.current).toBe(held);
});
