import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { CandidateOutput, type CandidateOptions } from '../../src/nn/candidate-output';
import { EmbeddingTable } from '../../src/nn/embedding';
import type { FitProgress } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { augmentRows, augmentWindows } from '../../src/nn/augmentation';
import {
  extended,
  lastItems,
  packSequences,
  placesOf,
  rowsOfBatch,
  sequencesOf,
  windowsOf,
  type Sequences,
} from '../../src/nn/sequences';
import { tableOf, variety, type Row } from './data-fixtures';
import { allScores, fitContext, fitted as fittedModel } from './model-fixtures';

const sequences: Sequences = {
  offsets: Uint32Array.of(0, 3, 3, 4, 11),
  items: Uint32Array.of(5, 6, 7, 1, 10, 11, 12, 13, 14, 15, 16),
};

test('packed rows hold every item after a user’s first once, behind the items before it', () => {
  const packed = packSequences(sequences, 4, 1);
  // 2 + 6 targets, the six cut into four and two: two full rows.
  expect([packed.count, packed.rows]).toEqual([8, 2]);
  expect([1, 4, 7, 8, 80].map((targets) => rowsOfBatch(packed, targets))).toEqual([1, 1, 2, 2, 20]);
  const pairs = new Map<number, number>();
  packed.targets.forEach((target, at) => {
    expect(packed.inputs[at] === NO_ROW).toBe(target === NO_ROW);
    if (target !== NO_ROW) pairs.set(target, packed.inputs[at]!);
    if (packed.starts[at] === 0) expect(packed.inputs[at]).toBe(packed.targets[at - 1]);
  });
  expect([...pairs].sort(([a], [b]) => a - b)).toEqual([6, 7, 11, 12, 13, 14, 15, 16].map((i) => [i, i - 1]));
  expect([...packed.starts].filter((start) => start === 1)).toHaveLength(3);
  expect(packSequences(sequences, 4, 1)).toEqual(packed);
  const one = packSequences(sequences, 1, 1);
  expect([one.rows, one.starts.every((start) => start === 1)]).toEqual([8, true]);
  // No sequence is as long as that.
  expect(packSequences(sequences, 100, 1).length).toBe(6);
});

test('places count from the end of a piece, and every position knows where its piece begins', () => {
  const packed = packSequences(
    { offsets: Uint32Array.of(0, 4, 6), items: Uint32Array.of(1, 2, 3, 4, 5, 6) },
    5,
    1,
  );
  // Three targets and one: a row of three, and one with a single position, or both in the longest's row.
  const { begins, places } = placesOf(packed, 5);
  const found = [...packed.inputs].map((input, at) => [input, begins[at], places[at]]);
  expect(found.filter(([input]) => input !== NO_ROW)).toEqual([
    [1, 0, 2],
    [2, 0, 3],
    [3, 0, 4],
    [5, 0, 4],
  ]);
  expect(found.filter(([input]) => input === NO_ROW).map(([, , place]) => place)).toEqual([NO_ROW, NO_ROW]);
});

/** 40 users with 10 items each, all items different. */
const many: Sequences = {
  offsets: Uint32Array.from({ length: 41 }, (_, user) => 10 * user),
  items: Uint32Array.from({ length: 400 }, (_, i) => i),
};

test('augmentation changes histories anew each epoch, never what is to be predicted', () => {
  const packed = packSequences(many, 9, 1);
  const options = { subsequences: 0.2, itemDropout: 0.3, noise: 0.1 };
  const seen = augmentRows(packed, options, 400, 5, 1);
  expect(augmentRows(packed, options, 400, 5, 1)).toEqual(seen);
  expect(augmentRows(packed, options, 400, 5, 2).inputs).not.toEqual(seen.inputs);
  expect(augmentRows(packed, options, 400, 6, 1).inputs).not.toEqual(seen.inputs);
  expect(seen.targets).toBe(packed.targets);
  const share = (of: (at: number) => boolean) => [...packed.inputs.keys()].filter(of).length / packed.count;
  // Four standard errors of a share of 360 are at most 0.1.
  expect(Math.abs(share((at) => seen.inputs[at] === NO_ROW) - 0.3)).toBeLessThan(0.1);
  const wrong = (at: number) => seen.inputs[at] !== NO_ROW && seen.inputs[at] !== packed.inputs[at];
  expect(Math.abs(share(wrong) - 0.7 * 0.1)).toBeLessThan(0.06);
  const cut = (at: number) => seen.starts[at] === 1 && packed.starts[at] === 0;
  expect(Math.abs(share(cut) - (8 / 9) * 0.2)).toBeLessThan(0.09);
  expect(packed.starts.every((start, at) => start <= seen.starts[at]!)).toBe(true);
  const none = { subsequences: 0, itemDropout: 0, noise: 0 };
  expect(augmentRows(packed, none, 400, 5, 1)).toEqual(packed);
});

test('a window is cut from the left, its last item stays', () => {
  const windows = windowsOf(many, 4);
  const cut = augmentWindows(windows, { subsequences: 0.4, itemDropout: 0, noise: 0 }, 400, 5, 1);
  let forgotten = 0;
  for (let row = 0; row < windows.rows; row++) {
    const [before, after] = [windows.inputs, cut].map((inputs) => inputs.slice(4 * row, 4 * row + 4));
    const begin = after!.findIndex((item) => item !== NO_ROW);
    expect([...after!.slice(begin)]).toEqual([...before!.slice(begin)]);
    expect(after!.slice(0, begin).every((item) => item === NO_ROW)).toBe(true);
    if (before![0] !== NO_ROW) forgotten += Number(begin > 0) / 240;
  }
  // Of the full windows those that are cut at one of three places.
  expect(Math.abs(forgotten - (1 - 0.6 ** 3))).toBeLessThan(0.13);
});

test('windows stand at the right, and so do the last items by time', () => {
  const windows = windowsOf(sequences, 2);
  const none = NO_ROW;
  expect([...windows.inputs]).toEqual([none, 5, 5, 6, none, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15]);
  expect([...windows.targets]).toEqual([6, 7, 11, 12, 13, 14, 15, 16]);
  expect([...windows.users]).toEqual([0, 0, 3, 3, 3, 3, 3, 3]);
  expect([...lastItems(sequences, Uint32Array.of(3, 1, 2), 2)]).toEqual([15, none, none, 16, none, 1]);
});

test('items come in order of time, then of place', () => {
  const rows: Row[] = [
    ['a', 'x', 1, 30],
    ['a', 'y', 1, 10],
    ['a', 'z', 1, 10],
    ['b', 'z', 1, 5],
  ];
  const data = encode([tableOf(rows)], { feedback: 'implicit' }).datasets[0]!;
  const { offsets, items } = sequencesOf(data);
  expect([...items].map((item) => data.itemIds.id(item))).toEqual(['y', 'z', 'x', 'z']);
  expect([...offsets]).toEqual([0, 3, 4]);
});

test('what came later stands behind what was learned from', () => {
  const rows = (...parts: readonly Row[][]) =>
    encode(parts.map(tableOf), { feedback: 'implicit' }).datasets as [Dataset, Dataset];
  const [first, later] = rows(
    [
      ['a', 'x', 1, 30],
      ['a', 'y', 1, 10],
      ['b', 'z', 1, 5],
    ],
    [
      ['a', 'z', 1, 20],
      ['b', 'x', 1, 7],
    ],
  );
  const { offsets, items } = extended(first, later);
  expect([...items].map((item) => first.itemIds.id(item))).toEqual(['y', 'z', 'x', 'z', 'x']);
  expect([...offsets]).toEqual([0, 3, 5]);
});

const ITEMS = 30;
const HELD = 60;

/**
 * Chains in which an item all but tells the next: i → i + 7 (mod 30) nine times of ten, begun anywhere, so that all items
 * are about as popular, and what comes before a chain is as near to it as what comes after.
 */
function chains(): { train: Dataset; next: (item: string) => string } {
  const draw = variety(5);
  const rows: Row[] = Array.from({ length: ITEMS }, (_, i): Row => ['all', `i${i}`, 1, i]);
  for (let user = 0; user < 200; user++) {
    let item = draw() % ITEMS;
    const seen = new Set<number>();
    for (let t = 0; t < 7 && !seen.has(item); t++) {
      seen.add(item);
      rows.push([`u${user}`, `i${item}`, 1, t]);
      item = draw() % 10 === 0 ? draw() % ITEMS : (item + 7) % ITEMS;
    }
  }
  const { datasets } = encode([tableOf(rows)], { feedback: 'implicit' });
  return { train: datasets[0]!, next: (item) => `i${(Number(item.slice(1)) + 7) % ITEMS}` };
}

const { train, next } = chains();
const last = sequencesOf(train);
const small: Record<string, Record<string, unknown>> = {
  gru4rec: { factors: 16, hiddenUnits: [16], sequenceLength: 6, negatives: 16, dropout: 0 },
  caser: {
    factors: 12,
    sequenceLength: 3,
    horizontalFilters: 4,
    verticalFilters: 2,
    negatives: 16,
    dropout: 0.1,
  },
  sasrec: { factors: 16, blocks: 1, heads: 2, sequenceLength: 6, negatives: 16, dropout: 0 },
};

async function fitted(name: string, params: object = {}, epochs = 3, seed = 42) {
  const backend = new CpuBackend();
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse({ ...small[name], ...params }), 'ranking');
  const reports: FitProgress[] = [];
  const { training } = fitContext(backend);
  await model.fit(
    train,
    fitContext(backend, {
      seed,
      training: {
        ...training,
        epochs,
        batchSize: name === 'caser' ? 64 : 96,
        optimizer: { ...training.optimizer, learningRate: 0.01 },
      },
      report: (progress) => void reports.push(progress),
    }),
  );
  const losses = reports.filter(({ epoch }) => epoch).map(({ metrics }) => metrics!['loss']!);
  return { backend, entry, model, losses };
}

/** Share of users whose chain's next item is the best of those that they have not seen. */
function hits(scores: readonly (readonly number[])[]): number {
  let [found, all] = [0, 0];
  for (let user = 1; user <= HELD; user++) {
    const own = last.items.subarray(last.offsets[user], last.offsets[user + 1]);
    const wanted = train.itemIds.code(next(train.itemIds.id(own.at(-1)!)))!;
    if (own.includes(wanted)) continue;
    const unseen = Array.from({ length: ITEMS }, (_, item) => item).filter((item) => !own.includes(item));
    const best = unseen.reduce((a, b) => (scores[user]![b]! > scores[user]![a]! ? b : a));
    all++;
    found += Number(best === wanted);
  }
  expect(all).toBeGreaterThan(30);
  return found / all;
}

test('popularity and item k-NN cannot tell what comes next', async () => {
  const backend = new CpuBackend();
  for (const name of ['popularity', 'item-knn']) {
    const scores = await allScores(await fittedModel(name, {}, train, backend), backend, train);
    expect(hits(scores), name).toBeLessThan(0.5);
  }
});

test.each(['cross-entropy', 'bce', 'bpr-max'])('with %s it starts where popularity stands', (loss) => {
  const backend = new CpuBackend();
  const scope = backend.scope('test');
  const table = new EmbeddingTable(backend, scope, 'vectors', 4, 2, { constant: 0 }, 1);
  const output = new CandidateOutput(backend, scope, table, 1);
  const popularity = Uint32Array.of(3, 0, 40, 1);
  const options = { loss, negatives: 2, sampleExponent: 1, negativeWeight: 3, scoreRegularization: 1 };
  output.startFrom(popularity, options as CandidateOptions);
  return output.biases.read().then(({ data }) => {
    const p = [...popularity].map((n) => (n + 0.5) / 46);
    if (loss === 'bce')
      // A target of 46 in all, against three drawn for each in proportion to popularity.
      [0, 2, 3].forEach((i) => expect(data[i]).toBeCloseTo(Math.log(p[i]! / (3 * (popularity[i]! / 44))), 5));
    else p.forEach((share, i) => expect(data[i]! - data[0]!).toBeCloseTo(Math.log(share / p[0]!), 5));
  });
});

const planned = { ...small, neumf: { factors: 4, embedding: 4, layers: [8], pretraining: true } };

test.each(Object.keys(planned))('%s: the plan is what training then holds', async (name) => {
  const backend = new CpuBackend();
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(planned[name as keyof typeof planned]), 'ranking');
  const { training } = fitContext(backend);
  const options = { ...training, epochs: 2, earlyStopping: { metric: 'loss', patience: 1 }, norms: true };
  const bytes = await model.plan!(train, backend, options);
  expect(backend.memory.peak).toBe(0);
  const scope = backend.scope('scoring');
  await model.fit(train, {
    ...fitContext(backend, { training: options }),
    validate: async () => {
      if (backend.memory.current < bytes) await model.scorer(scope, 256);
      return {};
    },
  });
  expect(backend.memory.peak).toBe(bytes);
  scope.dispose();
  model.dispose();
});

describe.each(Object.keys(small))('%s', { timeout: 60_000 }, (name) => {
  test.each([{}, { loss: 'bpr-max', scoreRegularization: 0.1 }, { loss: 'bce', negatives: 0 }])(
    'learns what comes next, with %o',
    async (params) => {
      const { scoreRegularization, ...rest } = params as Record<string, unknown>;
      const own = name === 'gru4rec' && scoreRegularization !== undefined ? params : rest;
      const { model, backend, losses } = await fitted(name, own, 25);
      expect(losses).toHaveLength(25);
      expect(losses.at(-1)!).toBeLessThan(losses[0]!);
      expect(hits(await allScores(model, backend, train))).toBeGreaterThan(0.85);
      model.dispose();
      expect(backend.memory.current).toBe(0);
    },
  );

  test('equal seeds give equal bits, another seed others; a tile scores as its users one by one', async () => {
    const [first, again, other] = [await fitted(name), await fitted(name), await fitted(name, {}, 3, 7)];
    const scores = await allScores(first.model, first.backend, train);
    expect(await allScores(again.model, again.backend, train, 1)).toEqual(scores);
    expect(again.losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
  });

  test('histories of one interaction each are refused with a way out', async () => {
    const rows: Row[] = Array.from({ length: 5 }, (_, i): Row => [`u${i}`, `i${i % 3}`]);
    const { datasets } = encode([tableOf(rows)], { feedback: 'implicit' });
    const backend = new CpuBackend();
    await expect(fittedModel(name, {}, datasets[0]!, backend)).rejects.toMatchObject({
      code: 'model.no-sequences',
    });
  });

  test('a saved model restores to the same scores', async () => {
    const run = await fitted(name, { sampleExponent: 0.5 }, 1);
    const copy = run.entry.create(run.entry.params.parse(small[name]), 'ranking');
    await copy.fromTensors!(await run.model.toTensors!(), train, fitContext(run.backend));
    expect(await allScores(copy, run.backend, train)).toEqual(await allScores(run.model, run.backend, train));
  });
});

test('SASRec refuses heads that do not divide the factors', async () => {
  await expect(
    fittedModel('sasrec', { factors: 10, heads: 4 }, train, new CpuBackend()),
  ).rejects.toMatchObject({ code: 'model.heads' });
});
