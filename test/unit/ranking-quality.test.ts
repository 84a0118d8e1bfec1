import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { encode } from '../../src/data/encode';
import { simulateStore } from '../../src/data/store';
import { attractionOf } from '../../src/live/clicks';
import { NO_CONTROLS } from '../../src/live/controls';
import { LiveSession } from '../../src/live/session';
import { Assortment } from '../../src/ranking/assortment';
import { regretStudy } from '../../src/lab/live/regret';

const { table, truth: storeTruth } = simulateStore({ customers: 500, items: 800, interactions: 20_000 }, 7);
const dataset = encode([table], { feedback: 'implicit' }).datasets[0]!;
const truth = storeTruth.recoded(dataset);
const assortment = new Assortment(dataset.items, dataset.itemMetadata);

/** A shop warmed by all purchases but the latest of each shopper, and those. */
function heldOut(): { session: LiveSession; held: readonly (readonly [user: number, item: number])[] } {
  const { offsets, indices, timestamps } = dataset.byUser;
  const held: (readonly [number, number])[] = [];
  const events = [];
  for (let user = 0; user < dataset.users; user++) {
    const rows = Array.from({ length: offsets[user + 1]! - offsets[user]! }, (_, i) => offsets[user]! + i);
    rows.sort((a, b) => timestamps![a]! - timestamps![b]! || a - b);
    const last = rows.length > 1 ? rows.pop()! : -1;
    if (last >= 0) held.push([user, indices[last]!]);
    for (const row of rows)
      events.push({
        kind: 'purchase',
        user,
        item: indices[row]!,
        rating: 1,
        timestamp: timestamps![row]!,
      } as const);
  }
  const session = new LiveSession({ assortment });
  session.warm(events);
  return { session, held };
}

const { session, held } = heldOut();

const SHOPPERS = 150;

describe('accuracy against diversity', () => {
  test('lists grow more diverse with the control, and lose accuracy only at the end', () => {
    const curve = [0, 0.2, 0.5, 0.8].map((diversity) => {
      let [hits, unlike] = [0, 0];
      for (const [user, item] of held.slice(0, SHOPPERS)) {
        const { candidates } = session.recommend(user, 10, { controls: { ...NO_CONTROLS, diversity } });
        const list = candidates.map((candidate) => candidate.item);
        if (list.includes(item)) hits++;
        let sum = 0;
        list.forEach((a, i) => list.slice(i + 1).forEach((b) => (sum += 1 - session.likeness(a, b))));
        unlike += sum / ((list.length * (list.length - 1)) / 2);
      }
      return { diversity, recall: hits / SHOPPERS, unlike: unlike / SHOPPERS };
    });
    // Measured: recall@10 .240 .240 .173 .093 at 0, .2, .5, .8; mean unlikeness .562 .642 .689 .805.
    for (let i = 1; i < curve.length; i++) expect(curve[i]!.unlike).toBeGreaterThan(curve[i - 1]!.unlike);
    expect(curve[1]!.recall).toBeGreaterThan(0.8 * curve[0]!.recall);
  });
});

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
