import { describe, expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import type { Csr } from '../../src/data/dataset';
import type { PairLearner } from '../../src/nn/pair-program';
import { TwoTowerNetwork } from '../../src/nn/two-tower-network';
import { WideDeepNetwork } from '../../src/nn/wide-deep-network';
import { bothBackends } from './backends';
import { sparseMatrix, uploadMatrix } from './fixtures';

const backends = bothBackends();
const [USERS, ITEMS, GROUP, KNOWN] = [15, 20, 3, 8];
const host = sparseMatrix(USERS, ITEMS, 0.3);
const pairs = Uint32Array.from(
  Array.from({ length: USERS }, (_, user) =>
    [...host.indices.subarray(host.offsets[user], host.offsets[user + 1])].flatMap((item) => [user, item]),
  ).flat(),
);
const csr = (rows: number, columns: number): Csr => ({
  ...sparseMatrix(rows, columns, 0.4),
  timestamps: null,
});
const [ofUsers, ofItems] = [csr(USERS, 6), csr(ITEMS, 9)];
const side = (count: number, features: Csr) => ({ count, features, known: new Uint8Array(count).fill(1) });
const shape = {
  users: side(USERS, ofUsers),
  items: side(ITEMS, ofItems),
  ...{ embedding: 3, featureEmbedding: 2, activation: 'tanh' as const },
};
const correction = Float32Array.from({ length: ITEMS }, (_, item) => Math.log(item + 2));

type Values = ReadonlyMap<string, Float64Array>;
const row = (values: Values, name: string, id: number, width: number) =>
  Array.from(values.get(name)!.subarray(id * width, (id + 1) * width));
const described = (values: Values, name: string, features: Csr, id: number) => {
  const sum = [0, 0];
  for (let p = features.offsets[id]!; p < features.offsets[id + 1]!; p++)
    row(values, name, features.indices[p]!, 2).forEach((e, k) => (sum[k]! += features.values[p]! * e));
  return sum;
};
const vector = (values: Values, name: 'users' | 'items', features: Csr, id: number) => [
  ...row(values, `${name}: ids`, id, 3),
  ...described(values, `${name}: features`, features, id),
];
const dense = (values: Values, name: string, x: number[], width: number) =>
  Array.from({ length: width }, (_, j) =>
    x.reduce(
      (z, value, k) => z + value * values.get(`${name} weights`)![j * x.length + k]!,
      values.get(`${name} bias`)![j]!,
    ),
  );
const withConstant = (features: Csr, id: number) => {
  const x = new Array<number>(features.columns + 1).fill(0);
  x[0] = 1;
  for (let p = features.offsets[id]!; p < features.offsets[id + 1]!; p++)
    x[1 + features.indices[p]!] = features.values[p]!;
  return x;
};

const wideLogit = (values: Values, user: number, item: number) => {
  const [x, y] = [withConstant(ofUsers, user), withConstant(ofItems, item)];
  return x.reduce(
    (sum, a, i) => sum + y.reduce((z, b, j) => z + a * b * values.get('wide weights')![i * y.length + j]!, 0),
    values.get('wide: items')![item]!,
  );
};

interface Case {
  readonly name: string;
  make(backend: Backend, scope: Scope): PairLearner;
  logit(values: Values, user: number, item: number): number;
  loss(logits: readonly number[], known: number): number;
}

const crossEntropy: Case['loss'] = (logits) =>
  logits.reduce((sum, z, r) => sum + Math.log1p(Math.exp(z)) - (r % GROUP === 0 ? z : 0), 0) / logits.length;
const softmax: Case['loss'] = (logits, known) => {
  let sum = 0;
  for (let first = 0; first < logits.length; first += GROUP) {
    const group = logits.slice(first, first + GROUP);
    sum += Math.log(group.reduce((total, z) => total + Math.exp(z), 0)) - group[0]!;
  }
  return sum / known;
};

const cases: Case[] = [
  {
    name: 'wide & deep',
    make: (backend, scope) =>
      new WideDeepNetwork(
        backend,
        scope,
        { ...shape, deep: true, layers: [5], crossed: { users: ofUsers, items: ofItems } },
        3,
      ),
    logit: (values, user, item) => {
      const input = [...vector(values, 'users', ofUsers, user), ...vector(values, 'items', ofItems, item)];
      const hidden = dense(values, 'deep layer 1', input, 5).map(Math.tanh);
      return dense(values, 'prediction layer', hidden, 1)[0]! + wideLogit(values, user, item);
    },
    loss: crossEntropy,
  },
  {
    name: 'logistic regression',
    make: (backend, scope) =>
      new WideDeepNetwork(
        backend,
        scope,
        { ...shape, deep: false, layers: [], crossed: { users: ofUsers, items: ofItems } },
        3,
      ),
    logit: wideLogit,
    loss: crossEntropy,
  },
  {
    name: 'two towers',
    make: (backend, scope) =>
      new TwoTowerNetwork(backend, scope, { ...shape, layers: [5, 4], correction, loss: 'softmax' }, 3),
    logit: (values, user, item) => {
      const tower = (name: 'users' | 'items', features: Csr, id: number) => {
        const hidden = dense(values, `${name}: layer 1`, vector(values, name, features, id), 5).map(
          Math.tanh,
        );
        return dense(values, `${name}: layer 2`, hidden, 4);
      };
      const [u, v] = [tower('users', ofUsers, user), tower('items', ofItems, item)];
      return u.reduce((sum, value, k) => sum + value * v[k]!, correction[item]!);
    },
    loss: softmax,
  },
];

/** What lies on the device before and after the last, smaller step of an epoch with SGD at a rate of 1. */
async function stepOf(backend: Backend, each: Case) {
  const scope = backend.scope('test');
  const network = each.make(backend, scope);
  // Larger vectors than at the start, so that every gradient can be told from rounding.
  for (const table of network.tables) table.write((await table.read()).data.map((value) => 20 * value));
  const program = network.train(scope, {
    pairs,
    seen: uploadMatrix(scope, host).matrix,
    ...{ negatives: GROUP - 1, sampling: 'uniform', batchSize: GROUP * KNOWN, epochs: 1, weightDecay: 0 },
    optimizer: { name: 'sgd', learningRate: 1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  });
  const steps = program.begin(1);
  backend.run(program.step, steps - 1);
  const before = await network.read();
  backend.run(program.step);
  const after = await network.read();
  const live = (pairs.length / 2 - KNOWN * (steps - 1)) * GROUP;
  const [users, items] = [
    await backend.read(program.sampler.users.ids, 0, live),
    await backend.read(program.sampler.items.ids, 0, live),
  ];
  const loss = (await program.loss(steps, steps))!;
  scope.dispose();
  return { before, after, users, items, loss };
}

describe.each(cases)('$name', (each) => {
  test('a step of SGD at rate 1 moves everything by its gradient, by central differences in f64', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const { before, after, users, items } = await stepOf(backend, each);
      const exact = new Map([...before].map(([name, { data }]) => [name, Float64Array.from(data)]));
      const loss = () =>
        each.loss(
          Array.from(users, (user, r) => each.logit(exact, user, items[r]!)),
          users.length / GROUP,
        );
      const h = 1e-5;
      let moved = 0;
      for (const [name, values] of exact)
        for (let i = 0; i < values.length; i += Math.max(1, Math.floor(values.length / 12))) {
          const value = values[i]!;
          values[i] = value + h;
          const up = loss();
          values[i] = value - h;
          const down = loss();
          values[i] = value;
          const gradient = before.get(name)!.data[i]! - after.get(name)!.data[i]!;
          moved += Number(gradient !== 0);
          expect(gradient, `${name}[${i}]`).toBeCloseTo((up - down) / (2 * h), 5);
        }
      expect(moved).toBeGreaterThan(20);
    }
  });

  test('the same bits twice, and the CPU’s but for rounding', async () => {
    const [first, again, cpu] = [
      await stepOf(backends.gpu, each),
      await stepOf(backends.gpu, each),
      await stepOf(backends.cpu, each),
    ];
    expect(again).toEqual(first);
    expect(first.users).toEqual(cpu.users);
    expect(first.loss).toBeCloseTo(cpu.loss, 4);
    for (const [name, { data }] of first.after)
      data.forEach((value, i) =>
        expect(value, `${name}[${i}]`).toBeCloseTo(cpu.after.get(name)!.data[i]!, 4),
      );
  });
});
