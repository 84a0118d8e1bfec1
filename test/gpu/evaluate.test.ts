import { expect, test } from 'vitest';
import type { Scope } from '../../src/compute/backend';
import { Random } from '../../src/compute/random';
import type { Csr } from '../../src/data/dataset';
import { evaluate } from '../../src/evaluation/evaluate';
import type { EvaluationOptions } from '../../src/evaluation/options';
import { RankingPass } from '../../src/evaluation/ranking-pass';
import { FactorTables } from '../../src/models/factor-tables';
import type { Recommender } from '../../src/models/recommender';
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

test('full ranking of 6040 users × 3706 items, 800 000 interactions seen, holds less than 64 MB on the device', async () => {
  const [users, items, seen] = [6040, 3706, 132];
  // 132 consecutive items a user, from a place of their own; the next one is held out.
  const start = (user: number) => (user * 37) % items;
  const itemsFrom = (first: number, count: number) =>
    Uint32Array.from({ length: count }, (_, step) => (first + step) % items).sort();
  const rowsOf = (count: number, shift: number): Csr => ({
    rows: users,
    columns: items,
    offsets: Uint32Array.from({ length: users + 1 }, (_, user) => user * count),
    indices: Uint32Array.from(
      Array.from({ length: users }, (_, user) => [...itemsFrom(start(user) + shift, count)]).flat(),
    ),
    values: new Float32Array(users * count).fill(1),
    timestamps: null,
  });
  const { gpu } = backends;
  const tables = new FactorTables(gpu, users, items, 64);
  for (const table of [tables.users, tables.items]) {
    const values = new Float32Array(table.length);
    new Random(1, 'full ranking').fillNormal(values);
    gpu.write(table, values);
  }
  gpu.memory.resetPeak();
  const scope = gpu.scope('full ranking');
  const model = { scorer: async (own: Scope, tile: number) => tables.scorer(own, tile) } as Recommender;
  const plan = {
    ...{ items, k: 21, cutoffs: [20], relevant: rowsOf(1, seen), seen: [rowsOf(seen, 0)] },
    ...{ candidates: null, ranks: false },
  };
  const pass = await RankingPass.prepare(gpu, model, plan, scope);
  // Every tile holds the same; the last ones show it.
  const some = Uint32Array.from({ length: pass.tile }, (_, at) => users - pass.tile + at);
  await pass.run(some, (row, { list }) => {
    const hidden = new Set(itemsFrom(start(some[row]!), seen));
    expect([...list].filter((item) => hidden.has(item))).toEqual([]);
    expect(new Set(list).size).toBe(21);
  });
  expect(gpu.memory.peak).toBeGreaterThan(4 * users * (64 + seen));
  expect(gpu.memory.peak).toBeLessThan(64e6);
  scope.dispose();
  tables.dispose();
});
