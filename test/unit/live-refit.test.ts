import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent, StreamModel } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { streamModels } from '../../src/live/models/registry';
import type { OwnedModel } from '../../src/live/owned-model';
import { RefittedModel } from '../../src/live/refit';

const [USERS, ITEMS] = [10, 30];

const drawn = (random: Random, step: number): StreamEvent => ({
  kind: 'purchase',
  user: random.below(USERS),
  item: random.below(ITEMS),
  rating: 1 + random.below(5),
  timestamp: step,
});

function made(name: string): OwnedModel {
  const entry = streamModels.find((each) => each.name === name)!;
  const histories = new Histories();
  const shelves = {
    items: ITEMS,
    features: (item: number) => [`c${item % 3}`, `w${item % 5}`],
    offers: () => true,
  };
  return { histories, model: entry.create(entry.params.parse({}), { histories, seed: 3, shelves }) };
}

function teach({ model, histories }: OwnedModel, event: StreamEvent): void {
  model.learn(event);
  histories.add(event);
}

const said = (model: StreamModel) =>
  Array.from({ length: USERS }, (_, user) => [
    model.recommend?.(user, 10) ?? [],
    ...Array.from({ length: ITEMS }, (_, item) => [
      model.predict?.(user, item) ?? NaN,
      model.score(user, item),
    ]),
  ]);

describe.each(streamModels.map(({ name }) => name))(
  '%s, fitted anew in the background',
  { timeout: 30_000 },
  (name) => {
    test('answers as before until the swap, and then as one that learned all that it was given and all that came', async () => {
      const random = new Random(5, name);
      const [model, unchanged] = [new RefittedModel(made(name)), made(name)];
      const events = Array.from({ length: 700 }, (_, step) => drawn(random, step));
      for (const event of events) {
        model.learn(event);
        teach(unchanged, event);
      }
      // The new one is to know the latest only.
      const latest = events.slice(-500);
      const arrived: StreamEvent[] = [];
      let pauses = 0;
      const checkpoint = async () => {
        pauses++;
        // More than one chunk comes during the first pause.
        for (let n = 0; n < (pauses === 1 ? 300 : 3); n++) {
          const event = drawn(random, 700 + arrived.length);
          model.learn(event);
          teach(unchanged, event);
          arrived.push(event);
        }
        expect(said(model)).toEqual(said(unchanged.model));
        expect(model.isRefitting).toBe(true);
      };
      const fresh = made(name);
      const swap = model.refit(fresh, latest, checkpoint);
      latest.length = 0;
      expect(await model.refit(made(name), [], checkpoint)).toBe(false);
      expect(await swap).toBe(true);
      expect([pauses, model.swaps, model.isRefitting]).toEqual([4, 1, false]);
      const plain = made(name);
      for (const event of [...events.slice(-500), ...arrived]) teach(plain, event);
      expect(said(model)).toEqual(said(plain.model));
    });
  },
);

test('what is taken back during a refit is taken back from the new model too', async () => {
  const random = new Random(6, 'refit');
  const model = new RefittedModel(made('item-knn'));
  const events = Array.from({ length: 400 }, (_, step) => drawn(random, step));
  for (const event of events) model.learn(event);
  const taken = [3, 150, 399];
  let next = 0;
  const swapped = await model.refit(made('item-knn'), events, async () => {
    if (next < taken.length) model.unlearn(events[taken[next++]!]!);
  });
  // Two pauses between chunks; the last one is taken back after the swap.
  while (next < taken.length) model.unlearn(events[taken[next++]!]!);
  expect(swapped).toBe(true);
  const plain = made('item-knn');
  for (const event of events.filter((_, at) => !taken.includes(at))) teach(plain, event);
  expect(said(model)).toEqual(said(new RefittedModel(plain)));
});

test('a refit that fails or is ended leaves the old model at work', async () => {
  const random = new Random(7, 'refit');
  const model = new RefittedModel(made('mf'));
  const events = Array.from({ length: 300 }, (_, step) => drawn(random, step));
  for (const event of events) model.learn(event);
  const before = said(model);
  const failing = made('mf');
  const broken: OwnedModel = {
    ...failing,
    model: {
      name: 'mf',
      score: () => 0,
      learn: () => {
        throw new Error('broken');
      },
    },
  };
  await expect(model.refit(broken, events, async () => {})).rejects.toThrow('broken');
  const ended = new AbortController();
  const { signal } = ended;
  expect(await model.refit(made('mf'), events, async () => ended.abort(), { signal })).toBe(false);
  expect(said(model)).toEqual(before);
  expect([model.swaps, model.isRefitting]).toEqual([0, false]);
});
