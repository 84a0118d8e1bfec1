import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { encode } from '../../src/data/encode';
import { simulateStore } from '../../src/data/store';
import { attractionOf } from '../../src/live/clicks';
import { NO_CONTROLS } from '../../src/live/controls';
import { LiveSession } from '../../src/live/session';
import { Assortment } from '../../src/ranking/assortment';
import type { Candidate } from '../../src/ranking/candidate';
import { EXPLORERS, makeExplorer, type Explorer } from '../../src/ranking/explore/explorer';

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
  const SEEN = 8;
  const ROUNDS = 600;

  /** Expected clicks lost to the best of thirty candidates, over the rounds of eight shoppers: first half, second half. */
  function regret(name: string, makeFor: (user: number) => Explorer): [number, number] {
    const halves: [number, number] = [0, 0];
    for (let user = 0; user < SEEN; user++) {
      const random = new Random(user, 'rounds');
      const draws = new Random(user, name);
      const explorer = makeFor(user);
      const list = session.recommend(user, 30).candidates;
      const attraction = attractionOf(truth.preferences(Uint32Array.of(user)));
      const best = Math.max(...list.map(({ item }) => attraction(item)));
      for (let round = 0; round < ROUNDS; round++) {
        const [shown] = explorer.order(list, draws) as [Candidate];
        halves[round < ROUNDS / 2 ? 0 : 1] += best - attraction(shown.item);
        explorer.observe(shown.item, random.uniform() < attraction(shown.item));
      }
    }
    return halves;
  }

  test('those that learn from clicks lose less than the order by score, and less as they learn', () => {
    const features = (user: number) => {
      const { categories } = session.profile(user);
      return (item: number) => [
        categories.find(({ name }) => name === assortment.category(item))?.share ?? 0,
        (1 + assortment.priceStanding(item)) / 2,
      ];
    };
    const results = Object.fromEntries(
      EXPLORERS.map((name) => [name, regret(name, (user) => makeExplorer(name, features(user)))]),
    );
    const greedy = regret('greedy', () => ({ order: (list) => [...list], observe: () => () => {} }));
    // Measured, both halves of 2,400 rounds: greedy 785 785, ε-greedy 817 813, Thompson 423 326, LinUCB 796 615.
    const total = ([a, b]: readonly number[]) => a! + b!;
    for (const name of ['thompson', 'lin-ucb']) {
      const [early, late] = results[name]!;
      expect(early + late).toBeLessThan(total(greedy));
      expect(late).toBeLessThan(early);
    }
  });
});
