import { describe, expect, test } from 'vitest';
import { LEVELS_HEADER } from '../../src/compute/contracts/nn';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { Random } from '../../src/compute/random';
import { mf } from '../../src/models/mf';
import { levelsOf } from '../../src/nn/levels';
import { randomSplit } from './evaluation-fixtures';
import { fitContext } from './model-fixtures';

describe('levels', () => {
  const random = new Random(3, 'pairs');
  const count = 500;
  const users = Uint32Array.from({ length: count }, () => random.below(40));
  const items = Uint32Array.from({ length: count }, () => random.below(25));
  const order = random.permutation(count);
  const levels = levelsOf(order, users, items);
  const offsets = levels.words.subarray(LEVELS_HEADER, LEVELS_HEADER + levels.count + 1);
  const sorted = levels.words.subarray(LEVELS_HEADER + levels.count + 1);
  const level = (l: number) => [...sorted.subarray(offsets[l], offsets[l + 1])];

  test('hold every rating once, and no user or item twice in a level', () => {
    expect(levels.words[1]).toBe(levels.count);
    expect([...sorted].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    for (let l = 0; l < levels.count; l++) {
      expect(new Set(level(l).map((rating) => users[rating])).size).toBe(level(l).length);
      expect(new Set(level(l).map((rating) => items[rating])).size).toBe(level(l).length);
    }
    expect(levels.widest).toBe(Math.max(...Array.from({ length: levels.count }, (_, l) => level(l).length)));
  });

  test('keep the order of ratings that share a user or an item, and none waits longer than it must', () => {
    const levelOf = new Map(
      Array.from({ length: levels.count }, (_, l) => level(l).map((r) => [r, l] as const)).flat(),
    );
    order.forEach((rating, position) => {
      const before = [...order.subarray(0, position)].filter(
        (other) => users[other] === users[rating] || items[other] === items[rating],
      );
      expect(levelOf.get(rating)).toBe(Math.max(-1, ...before.map((other) => levelOf.get(other)!)) + 1);
    });
  });
});

describe('mf', () => {
  const { train } = randomSplit(40, 30);
  const [users, items] = [Uint32Array.of(0, 3, 39, 12), Uint32Array.of(1, 29, 0, 2)];

  async function fitted(seed = 42) {
    const backend = new CpuBackend();
    const model = mf.create(mf.params.parse({ factors: 6 }), 'rating');
    const losses: number[] = [];
    const report = ({ epoch, metrics }: { epoch?: number; metrics?: Readonly<Record<string, number>> }) =>
      void (epoch && losses.push(metrics!['loss']!));
    await model.fit(train, fitContext(backend, { seed, report }));
    return { backend, model, losses };
  }

  test('learns; equal seeds give equal bits, another seed others', async () => {
    const [first, again, other] = [await fitted(), await fitted(), await fitted(7)];
    expect(first.losses).toHaveLength(30);
    expect(first.losses[29]!).toBeLessThan(first.losses[0]!);
    expect(again.losses).toEqual(first.losses);
    expect(await again.model.predict!(users, items)).toEqual(await first.model.predict!(users, items));
    expect(other.losses).not.toEqual(first.losses);
  });

  test('scores equal predictions, a saved model restores, and all is given back', async () => {
    const { backend, model } = await fitted();
    const predicted = await model.predict!(users, items);
    const scope = backend.scope('test');
    const scorer = await model.scorer(scope, 4);
    scorer.score(users);
    const scores = await backend.read(scorer.out);
    predicted.forEach((value, i) => expect(scores[i * 30 + items[i]!]).toBeCloseTo(value, 5));
    scope.dispose();
    const copy = mf.create(mf.params.parse({ factors: 6 }), 'rating');
    await copy.fromTensors!(await model.toTensors!(), train, fitContext(backend));
    expect(await copy.predict!(users, items)).toEqual(predicted);
    copy.dispose();
    model.dispose();
    expect(backend.memory.current).toBe(0);
  });
});
