import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent, StreamModel } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { GrowingNetwork, type LabelledPair } from '../../src/live/models/growing-network';
import { StreamNeuMf, type StreamNeuMfOptions } from '../../src/live/models/neumf';
import { Reservoir } from '../../src/live/models/reservoir';
import { Prequential } from '../../src/live/prequential';

const SEED = 11;

const SMALL: StreamNeuMfOptions = {
  factors: 4,
  embedding: 4,
  layers: [6],
  batch: 4,
  replayed: 1,
  reservoir: 20,
  negatives: 2,
  learningRate: 0.02,
  weightDecay: 0.001,
};

const [USERS, ITEMS] = [8, 30];

const drawn = (random: Random, step: number): StreamEvent => ({
  kind: 'purchase',
  user: random.below(Math.min(USERS, 1 + (step >> 3))),
  item: random.below(Math.min(ITEMS, 2 + (step >> 1))),
  rating: 1,
  timestamp: step,
});

const made = (options: Partial<StreamNeuMfOptions> = {}) => {
  const histories = new Histories();
  return { histories, model: new StreamNeuMf(histories, { ...SMALL, ...options }, SEED) };
};

function teach({ model, histories }: ReturnType<typeof made>, events: readonly StreamEvent[]): void {
  for (const event of events) {
    model.learn(event);
    histories.add(event);
  }
}

const said = (model: StreamNeuMf) =>
  Array.from({ length: USERS }, (_, user) => [
    model.recommend(user, 10),
    ...Array.from({ length: ITEMS }, (_, item) => model.score(user, item)),
  ]);

/** The first rows of a network's tables and its dense parameters. */
const rowsOf = async (network: GrowingNetwork, rows: number) =>
  new Map(
    [...(await network.read())].map(([name, { shape, data }]) => [
      name,
      /users|items/.test(name) ? data.slice(0, rows * shape[1]!) : data,
    ]),
  );

describe('a reservoir', () => {
  test('holds each of all that came as often as any other', () => {
    const [size, length, streams] = [5, 20, 1000];
    const counts = new Float64Array(length);
    for (let seed = 0; seed < streams; seed++) {
      const reservoir = new Reservoir<{ readonly user: number; readonly item: number }>(size, seed, 'test');
      for (let item = 0; item < length; item++) reservoir.offer({ user: 0, item });
      expect(reservoir.length).toBe(size);
      for (let place = 0; place < size; place++) counts[reservoir.at(place).item]!++;
    }
    const share = size / length;
    const deviation = Math.sqrt(streams * share * (1 - share));
    for (const count of counts) expect(Math.abs(count - streams * share)).toBeLessThan(4.5 * deviation);
  });

  test('from which some were left out samples as many as were left, each as often as any other', () => {
    const [size, left, seen, length, streams] = [6, 4, 10, 20, 1500];
    const counts = new Float64Array(length);
    for (let seed = 0; seed < streams; seed++) {
      const first = new Reservoir<number>(size, seed, 'test');
      for (let item = 0; item < seen + 2; item++) first.offer(item < seen ? item : -1);
      // The two latest are forgotten, so that a sample of the first ten is left, of four to six.
      const held = first.held.filter((item) => item >= 0);
      if (held.length !== left) continue;
      // Other draws: those that let the two in say what was left.
      const second = new Reservoir<number>(size, streams + seed, 'test', { held, seen });
      for (let item = seen; item < length; item++) second.offer(item);
      expect(second.length).toBe(left);
      for (const item of second.held) counts[item]!++;
    }
    const samples = counts.reduce((sum, count) => sum + count, 0) / left;
    expect(samples).toBeGreaterThan(100);
    const share = left / length;
    const deviation = Math.sqrt(samples * share * (1 - share));
    for (const count of counts) expect(Math.abs(count - samples * share)).toBeLessThan(4.5 * deviation);
  });

  test('brings back what an offer took the place of', () => {
    const held = <T>(reservoir: Reservoir<T>) =>
      Array.from({ length: reservoir.length }, (_, place) => reservoir.at(place));
    const reservoir = new Reservoir(5, SEED, 'test');
    const [states, back]: [unknown[], (() => void)[]] = [[], []];
    for (let item = 0; item < 60; item++) {
      states.push(held(reservoir));
      back.push(reservoir.offer({ user: 1, item }));
    }
    const last = held(reservoir);
    for (let item = 59; item >= 3; item--) {
      back[item]!();
      expect(held(reservoir)).toEqual(states[item]);
    }
    for (let item = 3; item < 60; item++) reservoir.offer({ user: 1, item });
    expect(held(reservoir)).toEqual(last);
  });
});

describe('a step of the network', () => {
  const shape = { factors: 3, tower: { embedding: 2, layers: [5, 4] }, activation: 'relu' } as const;
  const pairs: LabelledPair[] = [
    { user: 0, item: 1, label: 1 },
    { user: 0, item: 2, label: 0 },
    { user: 2, item: 1, label: 0 },
    { user: 2, item: 0, label: 1 },
    { user: 1, item: 2, label: 1 },
  ];

  test('goes down the gradient of the binary cross-entropy by central differences', async () => {
    // More room than pairs: what is left over must not count.
    const network = new GrowingNetwork(shape, { learningRate: 0.01, weightDecay: 0, rows: 9 }, SEED);
    const random = new Random(SEED, 'start');
    const start = new Map(
      [...(await network.read())].map(([name, { data }]) => [
        name,
        { data: data.map(() => Math.fround(random.normal())) },
      ]),
    );
    network.write(start);
    const values = new Map([...start].map(([name, { data }]) => [name, Float64Array.from(data)]));
    network.step(pairs);
    const gradients = network.firstGradient();
    const [h, rows] = [1e-5, 3];
    for (const [name, value] of values) {
      const width = name.startsWith('gmf') ? shape.factors : shape.tower.embedding;
      const count = /users|items/.test(name) ? rows * width : value.length;
      const gradient = gradients.get(name)!;
      expect(gradient.some((each) => each !== 0)).toBe(true);
      expect(gradient.subarray(count).every((each) => each === 0)).toBe(true);
      for (let i = 0; i < count; i++) {
        const before = value[i]!;
        const [above, below] = [before + h, before - h].map((moved) => {
          value[i] = moved;
          return crossEntropy(values, pairs);
        }) as [number, number];
        value[i] = before;
        expect(Math.abs(gradient[i]! - (above - below) / (2 * h)), `${name} ${i}`).toBeLessThan(2e-6);
      }
    }
  });

  /** From the definition, in f64. */
  function crossEntropy(values: ReadonlyMap<string, Float64Array>, rows: readonly LabelledPair[]): number {
    const row = (name: string, code: number, width: number) =>
      values.get(name)!.subarray(code * width, (code + 1) * width);
    let sum = 0;
    for (const { user, item, label } of rows) {
      const product = [...row('gmf users', user, 3)].map((p, f) => p * row('gmf items', item, 3)[f]!);
      let signal = [...row('mlp users', user, 2), ...row('mlp items', item, 2)];
      for (const layer of [1, 2]) {
        const weights = values.get(`tower layer ${layer} weights`)!;
        const width = signal.length;
        signal = [...values.get(`tower layer ${layer} bias`)!].map((bias, unit) =>
          Math.max(
            0,
            signal.reduce((z, x, i) => z + x * weights[unit * width + i]!, bias),
          ),
        );
      }
      const head = values.get('prediction layer weights')!;
      const z = [...product, ...signal].reduce(
        (total, x, i) => total + x * head[i]!,
        values.get('prediction layer bias')![0]!,
      );
      sum += Math.log1p(Math.exp(z)) - label * z;
    }
    return sum / rows.length;
  }

  test('is to the bit the same whether the tables grow or had room from the start', async () => {
    const options = { learningRate: 0.02, weightDecay: 0.01, rows: 6 };
    const [growing, roomy] = [1, 2].map(() => new GrowingNetwork(shape, options, SEED)) as [
      GrowingNetwork,
      GrowingNetwork,
    ];
    roomy.reach(999, 999);
    const random = new Random(SEED, 'growth');
    for (let step = 1; step <= 60; step++) {
      const batch = Array.from({ length: 6 }, (_, i) => ({
        user: random.below(5 * step),
        item: random.below(6 * step),
        label: i < 2 ? (1 as const) : (0 as const),
      }));
      for (const network of [growing, roomy]) network.step(batch);
      const { user, item } = batch[0]!;
      expect(growing.score(user, item)).toBe(roomy.score(user, item));
    }
    expect((await growing.read()).get('gmf users')!.shape[0]).toBeLessThan(1000);
    expect(await rowsOf(growing, 360)).toEqual(await rowsOf(roomy, 360));
  });
});

describe('neumf on a stream', () => {
  test('learns the same stream to the same bits, and another seed to others', () => {
    const random = new Random(SEED, 'stream');
    const events = Array.from({ length: 100 }, (_, step) => drawn(random, step));
    const [first, second] = [made(), made()];
    for (const each of [first, second]) teach(each, events);
    expect(first.model.network.steps).toBe(25);
    expect(said(first.model)).toEqual(said(second.model));
    const histories = new Histories();
    const other = { histories, model: new StreamNeuMf(histories, SMALL, SEED + 1) };
    teach(other, events);
    expect(said(other.model)).not.toEqual(said(first.model));
  });

  test('with any events taken back is to the bit the model that never saw them', async () => {
    const random = new Random(7, 'taken back');
    const changed = made();
    const kept: StreamEvent[] = [];
    for (let step = 0; step < 130; step++) {
      const event = drawn(random, step);
      teach(changed, [event]);
      kept.push(event);
      while (random.uniform() < 0.4 && kept.length > 0) {
        const [taken] = kept.splice(random.below(kept.length), 1);
        changed.model.unlearn(taken!);
        changed.histories.remove(taken!.user, taken!.item);
      }
    }
    const plain = made();
    teach(plain, kept);
    // Past the reservoir's size, so that events were let go; with some that wait for the next step.
    expect(kept.length).toBeGreaterThan(SMALL.reservoir);
    expect(plain.model.network.steps).toBeGreaterThan(4);
    expect(said(changed.model)).toEqual(said(plain.model));
    expect(await rowsOf(changed.model.network, 64)).toEqual(await rowsOf(plain.model.network, 64));
  });

  test('gives users and items that were never met a place', () => {
    const each = made();
    const random = new Random(SEED, 'new');
    teach(
      each,
      Array.from({ length: 40 }, (_, step) => drawn(random, step)),
    );
    const late = Array.from({ length: 4 }, (_, i) => ({
      ...drawn(random, 40 + i),
      user: 300,
      item: 200 + i,
    }));
    teach(each, late);
    const list = each.model.recommend(300, 500);
    expect(list).toHaveLength(200);
    expect(list.some(({ item }) => item >= 200)).toBe(false);
    for (const { item, score } of list) expect(score).toBe(each.model.score(300, item));
  });

  test('finds what shoppers like, and again after their tastes have turned', () => {
    const [groups, ofGroup, users, phase] = [4, 25, 40, 600];
    const random = new Random(SEED, 'tastes');
    const histories = new Histories();
    const options = {
      ...SMALL,
      factors: 8,
      embedding: 8,
      layers: [16, 8],
      batch: 8,
      reservoir: 200,
      negatives: 3,
      weightDecay: 0,
    };
    const [model, other] = [1, 2].map(() => new StreamNeuMf(histories, options, SEED)) as [
      StreamNeuMf,
      StreamNeuMf,
    ];
    let turned = 0;
    const frozen: StreamModel = {
      name: 'frozen',
      score: (user, item) => other.score(user, item),
      recommend: (user, count) => other.recommend(user, count),
      learn: (event) => (turned === 0 ? other.learn(event) : undefined),
    };
    const judged = new Prequential(histories, [model, frozen], {
      topN: 5,
      window: 50,
      ratingRange: [1, 1],
      delay: 0,
      points: 4,
      length: 2 * phase,
      judgeEvery: 4,
    });
    const live = (timestamp: number) => {
      const user = random.below(users);
      const unseen = Array.from(
        { length: ofGroup },
        (_, i) => ((user + turned) % groups) + groups * i,
      ).filter((item) => !histories.has(user, item));
      if (unseen.length === 0) return;
      judged.next({
        kind: 'purchase',
        user,
        item: unseen[random.below(unseen.length)]!,
        rating: 1,
        timestamp,
      });
    };
    for (let step = 0; step < phase; step++) live(step);
    const before = judged.standing(phase).map(({ recall }) => recall!);
    turned = 1;
    for (let step = 0; step < phase; step++) live(phase + step);
    const after = judged.standing(2 * phase).map(({ recall }) => recall!);
    const chance = 5 / (groups * ofGroup);
    expect(before[0]).toBe(before[1]);
    expect(before[0]).toBeGreaterThan(3 * chance);
    expect(after[0]).toBeGreaterThan(3 * chance);
    expect(after[0]! - after[1]!).toBeGreaterThan(2 * chance);
  });
});
