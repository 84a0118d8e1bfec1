import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate';
import type { EvaluationOptions } from '../../src/evaluation/options';
import { modelEntry } from '../../src/models/registry';
import { options, randomSplit, silent } from '../unit/evaluation-fixtures';
import { fitContext } from '../unit/model-fixtures';
import { bothBackends } from './backends';

const backends = bothBackends();
// More users than a tile holds.
const split = randomSplit(600, 60);
const metrics = [
  'precision',
  'recall',
  'ndcg',
  'ndcg-full-ideal',
  'map',
  'mrr',
  'auc',
  'mrr-full',
  'coverage',
];

async function measured(side: 'gpu' | 'cpu', name: string, changes: Partial<EvaluationOptions>) {
  const backend = backends[side];
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse({}), 'ranking');
  await model.fit(split.train, fitContext(backend));
  const result = await evaluate(backend, model, split, 'test', { ...options, metrics, ...changes }, silent);
  model.dispose();
  return result;
}

test.each([
  ['random', {}],
  ['popularity', {}],
  ['bias', {}],
  ['random', { candidates: { sampled: 20 } }],
] as const)('%s %j: lists alike, figures within rounding, the same bits twice', async (name, changes) => {
  const gpu = await measured('gpu', name, changes);
  const cpu = await measured('cpu', name, changes);
  expect(gpu.recommendations).toEqual(cpu.recommendations);
  for (const [key, value] of Object.entries(cpu.metrics)) expect(gpu.metrics[key]).toBeCloseTo(value, 6);
  // Staging buffers stay for the next run; everything else is gone.
  const held = backends.gpu.memory.current;
  expect(await measured('gpu', name, changes)).toEqual(gpu);
  expect(backends.gpu.memory.current).toBe(held);
  expect(backends.cpu.memory.current).toBe(0);
});
