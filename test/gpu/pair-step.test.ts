import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { PairNetwork, type PairShape } from '../../src/nn/pair-network';
import { bothBackends } from './backends';
import { sparseMatrix, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(15, 20, 0.3);
const pairs = Uint32Array.from(
  Array.from({ length: 15 }, (_, user) =>
    [...host.indices.subarray(host.offsets[user], host.offsets[user + 1])].flatMap((item) => [user, item]),
  ).flat(),
);
const GROUP = 3;
const KNOWN = 8;

interface Case {
  readonly factors: number;
  readonly tower: PairShape['tower'];
}

/** What lies on the device before and after the last, smaller step of an epoch with SGD at a rate of 1. */
async function stepOf(backend: Backend, shape: Case) {
  const scope = backend.scope('test');
  const network = new PairNetwork(backend, scope, { ...shape, users: 15, items: 20, activation: 'tanh' }, 3);
  // Larger vectors than at the start, so that every gradient can be told from rounding.
  for (const table of network.tables) table.write((await table.read()).data.map((value) => 40 * value));
  const program = network.train(scope, {
    pairs,
    seen: uploadMatrix(scope, host).matrix,
    ...{ negatives: GROUP - 1, sampling: 'uniform', batchSize: GROUP * KNOWN, epochs: 1, weightDecay: 0 },
    optimizer: { name: 'sgd', learningRate: 1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  });
  const steps = program.begin(1);
  if (steps > 1) backend.run(program.step, steps - 1);
  const before = await network.read();
  backend.run(program.step);
  const after = await network.read();
  const users = await backend.read(program.sampler.users.ids);
  const items = await backend.read(program.sampler.items.ids);
  const live = (pairs.length / 2 - KNOWN * (steps - 1)) * GROUP;
  scope.dispose();
  return { before, after, users: users.subarray(0, live), items: items.subarray(0, live) };
}

/** Mean binary cross-entropy of the batch, the network written out in f64. */
function lossOf(
  { factors, tower }: Case,
  parameters: ReadonlyMap<string, Float64Array>,
  users: Uint32Array,
  items: Uint32Array,
): number {
  const row = (name: string, id: number, width: number) =>
    Array.from(parameters.get(name)!.subarray(id * width, (id + 1) * width));
  const dense = (name: string, x: number[], width: number) =>
    Array.from({ length: width }, (_, j) =>
      x.reduce(
        (z, value, k) => z + value * parameters.get(`${name} weights`)![j * x.length + k]!,
        parameters.get(`${name} bias`)![j]!,
      ),
    );
  // Batch normalisation needs all rows of a layer at once.
  let deep = [...users].map((user, r) =>
    tower
      ? [...row('mlp users', user, tower.embedding), ...row('mlp items', items[r]!, tower.embedding)]
      : [],
  );
  tower?.layers.forEach((width, i) => {
    deep = deep.map((x) => dense(`tower layer ${i + 1}`, x, width));
    if (tower.batchNorm) deep = normalised(`tower layer ${i + 1} norm`, deep, parameters);
    deep = deep.map((x) => x.map(Math.tanh));
  });
  let sum = 0;
  users.forEach((user, r) => {
    const joined: number[] = [];
    if (factors) {
      const [p, q] = [row('gmf users', user, factors), row('gmf items', items[r]!, factors)];
      joined.push(...p.map((value, k) => value * q[k]!));
    }
    joined.push(...deep[r]!);
    const z = dense('prediction layer', joined, 1)[0]!;
    sum += Math.log1p(Math.exp(z)) - (r % GROUP === 0 ? z : 0);
  });
  return sum / users.length;
}

/** Each column less its mean, over its deviation, scaled and shifted. */
function normalised(
  name: string,
  rows: readonly number[][],
  parameters: ReadonlyMap<string, Float64Array>,
): number[][] {
  const out = rows.map((x) => [...x]);
  rows[0]!.forEach((_, c) => {
    const column = rows.map((x) => x[c]!);
    const mean = column.reduce((sum, value) => sum + value, 0) / rows.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length;
    const [scale, shift] = ['scale', 'shift'].map((what) => parameters.get(`${name} ${what}`)![c]!);
    column.forEach((value, r) => {
      out[r]![c] = ((value - mean) / Math.sqrt(variance + 1e-5)) * scale! + shift!;
    });
  });
  return out;
}

const cases: Case[] = [
  { factors: 5, tower: null },
  { factors: 0, tower: { embedding: 4, layers: [7, 3] } },
  { factors: 3, tower: { embedding: 2, layers: [4] } },
  { factors: 2, tower: { embedding: 3, layers: [5, 4], batchNorm: true } },
];

describe.each(cases)('factors $factors, tower $tower', (shape) => {
  test('a step of SGD at rate 1 moves everything by its gradient, by central differences in f64', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const { before, after, users, items } = await stepOf(backend, shape);
      const exact = new Map([...before].map(([name, { data }]) => [name, Float64Array.from(data)]));
      const h = 1e-5;
      for (const [name, values] of exact) {
        // Not moved by their gradient, but by what the batch looks like.
        if (name.includes('running')) {
          expect(after.get(name)).not.toEqual(before.get(name));
          continue;
        }
        for (let i = 0; i < values.length; i += Math.max(1, Math.floor(values.length / 25))) {
          const value = values[i]!;
          values[i] = value + h;
          const up = lossOf(shape, exact, users, items);
          values[i] = value - h;
          const down = lossOf(shape, exact, users, items);
          values[i] = value;
          expect(before.get(name)!.data[i]! - after.get(name)!.data[i]!, `${name}[${i}]`).toBeCloseTo(
            (up - down) / (2 * h),
            5,
          );
        }
      }
    }
  });

  test('the same bits twice', async () => {
    expect(await stepOf(backends.gpu, shape)).toEqual(await stepOf(backends.gpu, shape));
  });
});
