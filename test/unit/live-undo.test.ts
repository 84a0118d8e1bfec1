import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent, StreamModel } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { streamModels } from '../../src/live/models/registry';
import { Journal } from '../../src/live/models/journal';
import type { Candidate } from '../../src/ranking/candidate';
import { EXPLORERS, makeExplorer } from '../../src/ranking/explore/explorer';

const [USERS, ITEMS] = [8, 30];
const SEED = 3;

/** Codes appear as the stream goes on, as in a shop. */
const drawn = (random: Random, step: number): StreamEvent => ({
  kind: 'purchase',
  user: random.below(Math.min(USERS, 1 + (step >> 3))),
  item: random.below(Math.min(ITEMS, 2 + (step >> 1))),
  rating: 1 + random.below(5),
  timestamp: step,
});

const made = (name: string) => {
  const entry = streamModels.find((each) => each.name === name)!;
  const histories = new Histories();
  return { histories, model: entry.create(entry.params.parse({}), { histories, seed: SEED }) };
};

/** Everything that a model says. */
const said = (model: StreamModel) =>
  Array.from({ length: USERS }, (_, user) => [
    model.recommend?.(user, 10),
    ...Array.from({ length: ITEMS }, (_, item) => [model.predict?.(user, item), model.score(user, item)]),
  ]);

describe.each(['mean', 'bias', 'mf', 'isgd', 'bpr-mf'])('%s on a stream', (name) => {
  test('with any events taken back is to the bit the model that never saw them', () => {
    const random = new Random(7, name);
    const { histories, model } = made(name);
    const kept: StreamEvent[] = [];
    for (let step = 0; step < 150; step++) {
      const event = drawn(random, step);
      model.learn(event);
      histories.add(event);
      kept.push(event);
      while (random.uniform() < 0.4 && kept.length > 0) {
        const [taken] = kept.splice(random.below(kept.length), 1);
        model.unlearn!(taken!);
        histories.remove(taken!.user, taken!.item);
      }
    }
    const plain = made(name);
    for (const event of kept) {
      plain.model.learn(event);
      plain.histories.add(event);
    }
    expect(kept.length).toBeGreaterThan(20);
    expect(said(model)).toEqual(said(plain.model));
  });
});

test('a journal keeps the latest events, and lets older ones stand', () => {
  const histories = new Histories();
  const journal = new Journal(histories, 5);
  const sum = new Float64Array(1);
  const learn = (event: StreamEvent) => {
    journal.begin(event);
    journal.keepRow(sum);
    sum[0] = 2 * sum[0]! + event.item;
  };
  const events = Array.from({ length: 9 }, (_, item): StreamEvent => ({
    kind: 'purchase',
    user: 0,
    item,
    rating: 1,
    timestamp: item,
  }));
  for (const event of events) learn(event);
  const all = events.reduce((total, { item }) => 2 * total + item, 0);
  expect(sum[0]).toBe(all);
  for (let n = 0; n < 3; n++) learn(events[0]!);
  const before = sum[0]!;
  journal.unlearn(events[1]!, learn);
  expect(sum[0]).toBe(before);
});

describe.each(EXPLORERS)('%s', (name) => {
  test('with clicks taken back orders as if they had not been', () => {
    const random = new Random(9, name);
    const features = (item: number) => [(item % 3) / 3, (item % 5) / 5];
    const [explorer, plain] = [makeExplorer(name, features), makeExplorer(name, features)];
    const kept: { readonly list: Candidate[]; readonly item: number; readonly clicked: boolean }[] = [];
    const back: (() => void)[] = [];
    for (let round = 0; round < 120; round++) {
      const list = Array.from({ length: 8 }, () => random.below(ITEMS))
        .filter((item, i, all) => all.indexOf(item) === i)
        .map((item) => ({ item, score: random.uniform(), sources: [] }))
        .sort((a, b) => b.score - a.score);
      explorer.order(list, new Random(SEED, 'order', round));
      const { item } = list[random.below(list.length)]!;
      const clicked = random.uniform() < 0.5;
      kept.push({ list, item, clicked });
      back.push(explorer.observe(item, clicked));
      if (random.uniform() < 0.4) {
        const at = random.below(back.length);
        back.splice(at, 1)[0]!();
        kept.splice(at, 1);
      }
    }
    for (const { list, item, clicked } of kept) {
      plain.order(list, new Random(SEED, 'plain'));
      plain.observe(item, clicked);
    }
    const list = Array.from({ length: ITEMS }, (_, item) => ({ item, score: ITEMS - item, sources: [] }));
    for (let round = 0; round < 5; round++) {
      const orders = [explorer, plain].map((each) => each.order(list, new Random(SEED, 'last', round)));
      expect(orders[0]).toEqual(orders[1]);
    }
  });
});
