import { expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { Histories } from '../../src/live/history';
import { Factors } from '../../src/live/models/factors';
import { StreamIsgd } from '../../src/live/models/isgd';

test('ISGD steps towards 1 on what came and, for the user alone, towards 0 on what came longest ago', () => {
  const [FACTORS, NEGATIVES, RATE, DECAY, SEED] = [3, 2, 0.2, 0.05, 7];
  const histories = new Histories();
  const model = new StreamIsgd(
    histories,
    { factors: FACTORS, negatives: NEGATIVES, learningRate: RATE, regularization: DECAY },
    SEED,
  );
  const drawn = (name: string, code: number) => [...new Factors(FACTORS, 0.1, SEED, name).of(code)];
  const users = Array.from({ length: 4 }, (_, code) => drawn('stream isgd user factors', code));
  const items = Array.from({ length: 9 }, (_, code) => drawn('stream isgd item factors', code));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, f) => sum + value * b[f]!, 0);
  let order: number[] = [];
  const random = new Random(3, 'events');
  for (let step = 0; step < 120; step++) {
    const [user, item] = [random.below(4), random.below(9)];
    const event = { kind: 'purchase' as const, user, item, rating: 1, timestamp: step };
    model.learn(event);
    histories.add(event);
    const negatives = order.filter((each) => each !== item).slice(0, NEGATIVES);
    for (const [each, target] of [...negatives.map((other) => [other, 0]), [item, 1]] as [number, number][]) {
      const [p, q] = [users[user]!, items[each]!];
      const error = target - dot(p, q);
      users[user] = p.map((value, f) => value + RATE * (error * q[f]! - DECAY * value));
      if (target === 1) items[each] = q.map((value, f) => value + RATE * (error * p[f]! - DECAY * value));
    }
    order = [...order.filter((each) => each !== item && !negatives.includes(each)), item, ...negatives];
    for (let other = 0; other < 9; other++)
      expect(model.score(user, other)).toBeCloseTo(1 - Math.abs(1 - dot(users[user]!, items[other]!)), 12);
  }
});
