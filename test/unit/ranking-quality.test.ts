import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { encode } from '../../src/data/encode';
import { simulateStore } from '../../src/data/store';
import { attractionOf } from '../../src/live/clicks';
import { LiveSession } from '../../src/live/session';
import { Assortment } from '../../src/ranking/assortment';
import { regretStudy } from '../../src/lab/live/regret';

const { table, truth: storeTruth } = simulateStore({ customers: 500, items: 800, interactions: 20_000 }, 7);
const dataset = encode([table], { feedback: 'implicit' }).datasets[0]!;
const truth = storeTruth.recoded(dataset);
const assortment = new Assortment(dataset.items, dataset.itemMetadata);

const { byUser } = dataset;
const session = new LiveSession({ assortment });
session.warm(
  Array.from({ length: dataset.users }, (_, user) =>
    Array.from(byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1]), (item) => ({
      kind: 'purchase' as const,
      user,
      item,
      rating: 1,
      timestamp: 0,
    })),
  ).flat(),
);

describe('exploration against the truth', () => {
  const SIZE = { shoppers: 8, rounds: 600 };
  const study = regretStudy(session, truth, 7, SIZE);
  const of = (name: string) => study.curves.find((curve) => curve.name === name)!.regret;

  test('by score the same item is shown every time: its loss is the sum that can be written down', () => {
    const random = new Random(7, 'regret shoppers');
    const users = new Set<number>();
    while (users.size < SIZE.shoppers) users.add(random.below(truth.users));
    let lost = 0;
    for (const user of users) {
      const attraction = attractionOf(truth.preferences(Uint32Array.of(user)));
      const chances = session
        .recommend(user, study.candidates)
        .candidates.map(({ item }) => attraction(item));
      lost += Math.max(...chances) - chances[0]!;
    }
    study.at.forEach((round, i) => expect(of('none')[i]).toBeCloseTo(round * lost, 6));
  });

  test('those that learn from clicks lose less than the order by score, and less as they learn', () => {
    const half = study.at.indexOf(SIZE.rounds / 2);
    for (const name of ['thompson', 'lin-ucb']) {
      const [early, all] = [of(name)[half]!, of(name).at(-1)!];
      expect(all).toBeLessThan(of('none').at(-1)!);
      expect(all - early).toBeLessThan(early);
    }
    expect(of('epsilon-greedy').at(-1)).toBeGreaterThan(0);
  });

  test('the same seed gives the same study', () => {
    expect(regretStudy(session, truth, 7, SIZE)).toEqual(study);
  });
});
