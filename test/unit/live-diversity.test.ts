import { describe, expect, test } from 'vitest';
import { encode } from '../../src/data/encode';
import { simulateStore } from '../../src/data/store';
import { diversityStudy } from '../../src/lab/live/diversity';
import { ShopHistory } from '../../src/lab/live/history';
import { NO_CONTROLS } from '../../src/live/controls';
import { LiveSession } from '../../src/live/session';
import { Assortment } from '../../src/ranking/assortment';

function past(store: Record<string, number>, seed: number) {
  const { table } = simulateStore(store, seed);
  const dataset = encode([table], { feedback: 'implicit' }).datasets[0]!;
  const history = new ShopHistory(table, dataset);
  const assortment = new Assortment(dataset.items, dataset.itemMetadata);
  return { events: () => history.events(), assortment, window: null };
}

describe('what diversity costs in accuracy', () => {
  test('lists are those of a shop that knows what came before each held-out purchase, and no more', async () => {
    const small = past({ customers: 60, items: 120, interactions: 500 }, 3);
    const study = await diversityStudy(small, { shoppers: 6 });
    expect(await diversityStudy(small, { shoppers: 6 })).toEqual(study);
    const { points, shoppers, known, learned } = study;
    const events = [...small.events()];
    const latest = new Map<number, number>();
    events.forEach(({ user, item }, at) => {
      const before = events.slice(0, at).filter((each) => each.user === user);
      if (before.length > 0 && !before.some((each) => each.item === item)) latest.set(user, at);
    });
    const held = [...latest.values()].sort((a, b) => a - b).slice(-6);
    expect([shoppers, known, learned]).toEqual([6, held[0], held.at(-1)]);
    for (const strength of [0, 0.5]) {
      let [hits, unlike] = [0, 0];
      for (const at of held) {
        const session = new LiveSession({ assortment: small.assortment });
        session.warm(events.slice(0, at));
        const { user, item } = events[at]!;
        const controls = { ...NO_CONTROLS, diversity: strength };
        const list = session.recommend(user, 10, { controls }).candidates.map((each) => each.item);
        if (list.includes(item)) hits++;
        const pairs = list.flatMap((a, i) => list.slice(i + 1).map((b) => 1 - session.likeness(a, b)));
        unlike += pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
      }
      const point = points.find((each) => each.method !== 'dpp' && each.strength === strength)!;
      expect([point.recall, point.unlikeness]).toEqual([
        expect.closeTo(hits / 6, 10),
        expect.closeTo(unlike / 6, 10),
      ]);
    }
  });

  test('lists grow more diverse with the strength, and lose accuracy only at the end', async () => {
    const store = past({ customers: 500, items: 800, interactions: 20_000 }, 7);
    const study = await diversityStudy(store, { shoppers: 150 });
    const [plain] = study.points;
    for (const method of ['mmr', 'dpp']) {
      const curve = study.points.filter((point) => point.method === method);
      for (let i = 1; i < curve.length; i++)
        expect(curve[i]!.unlikeness).toBeGreaterThan(curve[i - 1]!.unlikeness);
      expect(curve[0]!.unlikeness).toBeGreaterThan(plain!.unlikeness);
      expect(curve[1]!.recall).toBeGreaterThan(0.8 * plain!.recall);
      expect(curve.at(-1)!.recall).toBeLessThan(plain!.recall);
      for (const { recall, interval } of curve) {
        expect(interval[0]).toBeLessThanOrEqual(recall);
        expect(interval[1]).toBeGreaterThan(recall);
      }
    }
  });

  test('says where there is nothing to judge by', async () => {
    const once = past({ customers: 60, items: 120, interactions: 500 }, 3);
    const firsts = new Set<number>();
    const events = [...once.events()].filter(({ user }) => !firsts.has(user) && firsts.add(user));
    const study = diversityStudy({ ...once, events: () => events }, { shoppers: 5 });
    await expect(study).rejects.toMatchObject({ code: 'shop.nothing-held-out' });
  });
});
