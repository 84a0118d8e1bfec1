import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { StreamPopularity } from '../../src/live/models/popularity';
import { suits } from '../../src/live/profile';
import { LiveSession } from '../../src/live/session';
import { sourcesOf } from '../../src/live/sources';
import { Assortment } from '../../src/ranking/assortment';

const same = (text: string) => ({ en: text, zh: text });

const event = (user: number, item: number): StreamEvent => ({
  kind: 'purchase',
  user,
  item,
  rating: 1,
  timestamp: 0,
});

describe('what a list is recalled from', () => {
  test('the most popular items are those that a scan of all counts finds, as events come and are taken back', () => {
    const random = new Random(4, 'popularity');
    const histories = new Histories();
    const popularity = new StreamPopularity(histories);
    const counts = new Float64Array(1500);
    const learned: StreamEvent[] = [];
    const change = (each: StreamEvent, back: boolean) => {
      if (back) {
        histories.remove(each.user, each.item);
        popularity.unlearn(each);
      } else {
        popularity.learn(each);
        histories.add(each);
        learned.push(each);
      }
      counts[each.item]! += back ? -1 : 1;
    };
    for (let at = 0; at < 4000; at++) {
      if (learned.length > 0 && random.uniform() < 0.1)
        change(learned.splice(random.below(learned.length), 1)[0]!, true);
      // A heavy user has most of the leaders, so that what comes after them is asked for.
      else
        change(
          event(random.below(4) > 0 ? 0 : 1 + random.below(20), random.below(1 + random.below(1500))),
          false,
        );
      if (at % 199 > 0) continue;
      for (const user of [0, 5, 99]) {
        const expected = [...counts.entries()]
          .filter(([item, count]) => count > 0 && !histories.has(user, item))
          .sort(([a, first], [b, second]) => second - first || a - b)
          .slice(0, 40)
          .map(([item, score]) => ({ item, score }));
        expect(popularity.recommend(user, 40)).toEqual(expected);
      }
    }
  });

  test('what suits a profile is what looking at every item of its categories finds', () => {
    const random = new Random(5, 'content');
    const items = 600;
    const assortment = new Assortment(items, {
      titles: null,
      categories: Array.from({ length: items }, () => [same(`c${random.below(5)}`)]),
      brands: Array.from({ length: items }, () =>
        random.below(4) === 0 ? null : same(`b${random.below(6)}`),
      ),
      prices: Float32Array.from({ length: items }, () =>
        random.below(6) === 0 ? NaN : 5 + random.below(40),
      ),
    });
    for (let user = 0; user < 12; user++) {
      const session = new LiveSession({ assortment });
      for (let n = random.below(9); n >= 0; n--) session.record(event(user, random.below(items)));
      const profile = session.profile(user);
      const score = suits(profile, assortment);
      const leading = profile.categories.slice(0, 3).map(({ name }) => name);
      const expected = Array.from({ length: items }, (_, item) => ({ item, score: score(item) }))
        .filter(
          ({ item }) => leading.includes(assortment.category(item)!) && !session.histories.has(user, item),
        )
        .sort((a, b) => b.score - a.score || a.item - b.item)
        .slice(0, 50);
      const source = sourcesOf(session, user).find(({ name }) => name === 'content')!;
      expect(source.recall(user, 50)).toEqual(expected);
    }
  });
});
