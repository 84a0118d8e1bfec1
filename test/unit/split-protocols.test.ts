import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/csr';
import type { Dataset, Split } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { ResearcherError } from '../../src/errors';
import { makeSplits, type SplitSpec } from '../../src/evaluation/splits';
import { popularityDrift } from '../../src/evaluation/splits/drift';
import { NumpyRandom } from '../../src/evaluation/splits/numpy-random';
import { tableOf, variety, type Row } from './data-fixtures';

function dataset(rows: readonly Row[]): Dataset {
  return encode([tableOf(rows)], { feedback: 'explicit' }).datasets[0]!;
}

function randomDataset(seed: number, count = 500): Dataset {
  const next = variety(seed);
  return dataset(
    Array.from({ length: count }, () => [
      `u${next() % 30}`,
      `i${next() % 60}`,
      1 + (next() % 5),
      next() % 200,
    ]),
  );
}

const protocols: SplitSpec[] = [
  { protocol: 'random', testRatio: 0.25, validationRatio: 0.1 },
  { protocol: 'random-per-user', testRatio: 0.25, validationRatio: 0.1 },
  { protocol: 'random-per-user', testRatio: 0.25, validationRatio: 0.1, flavour: 'recommenders' },
  { protocol: 'temporal', testRatio: 0.25, validationRatio: 0.1 },
  { protocol: 'temporal-per-user', testRatio: 0.25, validationRatio: 0.1 },
  { protocol: 'leave-one-out', validation: true },
  { protocol: 'k-fold', folds: 4, validationRatio: 0.1 },
  { protocol: 'cold-items', itemRatio: 0.2, testRatio: 0.2, validationRatio: 0.1 },
];

const rowsOfPart = (part: Dataset): number[] => [...part.order];

function codes(split: Split): string[] {
  return split.warnings.map((warning) => warning.code);
}

describe('NumpyRandom', () => {
  it('continues the stream of numpy.random.RandomState', () => {
    const shuffled = Uint32Array.from({ length: 10 }, (_, index) => index);
    new NumpyRandom(42).shuffle(shuffled);
    expect([...shuffled]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
    const uniform = new NumpyRandom(42);
    expect([uniform.uniform(), uniform.uniform(), uniform.uniform()]).toEqual([
      0.3745401188473625, 0.9507143064099162, 0.7319939418114051,
    ]);
    const permutation = new NumpyRandom(0).permutation(100_000);
    expect([...permutation.slice(0, 5)]).toEqual([3582, 60498, 53227, 21333, 3885]);
    expect([...permutation.slice(-3)]).toEqual([42613, 43567, 68268]);
  });
});

describe('cold-items', () => {
  it.each([0, 0.3])('holds out a share of the items whole, and %d of what the others have', (testRatio) => {
    const data = randomDataset(7);
    const spec: SplitSpec = { protocol: 'cold-items', itemRatio: 0.25, testRatio, validationRatio: 0 };
    const [{ train, test, warnings }] = makeSplits(data, spec, 3) as [Split];
    const counts = ({ byItem }: Dataset) =>
      Array.from({ length: data.items }, (_, item) => byItem.offsets[item + 1]! - byItem.offsets[item]!);
    const [all, learned, held] = [counts(data), counts(train), counts(test)];
    const cold = all.flatMap((count, item) => (held[item] === count ? [item] : []));
    expect(cold.length).toBeGreaterThanOrEqual(Math.ceil(0.25 * data.items));
    if (testRatio === 0) expect(cold.length).toBe(Math.ceil(0.25 * data.items));
    for (const item of cold) expect(learned[item]).toBe(0);
    const seed4 = makeSplits(data, spec, 4)[0]!;
    expect(rowsOfPart(seed4.test)).not.toEqual(rowsOfPart(test));
    expect(warnings.map(({ code }) => code)).not.toContain('split.popularity-differs');
    const warm = data.interactions - cold.reduce((sum, item) => sum + all[item]!, 0);
    if (testRatio === 0) expect(train.interactions).toBe(warm);
    else expect(train.interactions / warm).toBeCloseTo(1 - testRatio, 1);
  });
});

describe('every protocol', () => {
  it.each(protocols)('partitions the rows and is deterministic: %o', (spec) => {
    const data = randomDataset(5);
    const splits = makeSplits(data, spec, 42);
    for (const split of splits) {
      const all = [split.train, split.validation!, split.test].flatMap(rowsOfPart);
      expect(all.sort((a, b) => a - b)).toEqual([...data.order].sort((a, b) => a - b));
      expect(split.train.userIds).toBe(data.userIds);
      expect(split.test.ratingRange).toEqual(data.ratingRange);
      expect(split.validation!.interactions).toBeGreaterThan(0);
    }
    const again = makeSplits(data, spec, 42);
    expect(again.map((split) => rowsOfPart(split.test))).toEqual(
      splits.map((split) => rowsOfPart(split.test)),
    );
  });
});

describe('protocols', () => {
  it('random holds out the rows of sklearn train_test_split(range(10), test_size=0.3, random_state=42)', () => {
    const data = dataset(Array.from({ length: 10 }, (_, row) => [`u${row % 3}`, `i${row}`, 3]));
    const [split] = makeSplits(data, { protocol: 'random', testRatio: 0.3, validationRatio: 0 }, 42);
    expect(rowsOfPart(split!.test).sort((a, b) => a - b)).toEqual([1, 5, 8]);
  });

  it('k-fold tests partition the rows, fold sizes as sklearn KFold', () => {
    const data = randomDataset(9, 203);
    const splits = makeSplits(data, { protocol: 'k-fold', folds: 5, validationRatio: 0 }, 0);
    const n = data.interactions;
    expect(splits.map((split) => split.name)[2]).toBe('fold 3 of 5');
    expect(splits.map((split) => split.test.interactions)).toEqual(
      Array.from({ length: 5 }, (_, fold) => Math.floor(n / 5) + (fold < n % 5 ? 1 : 0)),
    );
    expect(splits.flatMap((split) => rowsOfPart(split.test)).sort((a, b) => a - b)).toEqual(
      [...data.order].sort((a, b) => a - b),
    );
  });

  it('temporal parts every row by one moment', () => {
    const data = randomDataset(6);
    const [split] = makeSplits(data, { protocol: 'temporal', testRatio: 0.2, validationRatio: 0.2 }, 1);
    const last = (part: Dataset) => Math.max(...part.byUser.timestamps!);
    const first = (part: Dataset) => Math.min(...part.byUser.timestamps!);
    expect(last(split!.train)).toBeLessThanOrEqual(first(split!.validation!));
    expect(last(split!.validation!)).toBeLessThanOrEqual(first(split!.test));
    expect(split!.test.interactions).toBe(Math.ceil(0.2 * data.interactions));
  });

  it('leave-one-out takes the last by time, and by file order where times are equal', () => {
    const data = dataset([
      ['a', 'x', 1, 5],
      ['a', 'y', 2, 9],
      ['a', 'z', 3, 1],
      ['b', 'z', 4, 7],
      ['b', 'x', 5, 7],
      ['c', 'x', 5, 7],
    ]);
    const [split] = makeSplits(data, { protocol: 'leave-one-out', validation: false }, 0);
    expect(rowsOfPart(split!.test)).toEqual([1, 4]);
    expect(split!.warnings.find((warning) => warning.code === 'split.time-ties')!.text.en).toContain(
      '1 of 2',
    );
  });

  it('per-user protocols hold out the rounded share and leave each user something', () => {
    const data = randomDataset(8);
    for (const protocol of ['random-per-user', 'temporal-per-user'] as const) {
      const [split] = makeSplits(data, { protocol, testRatio: 0.3, validationRatio: 0 }, 3);
      const degree = (part: Dataset, user: number) =>
        part.byUser.offsets[user + 1]! - part.byUser.offsets[user]!;
      for (let user = 0; user < data.users; user++) {
        const count = degree(data, user);
        expect(degree(split!.test, user)).toBe(Math.min(Math.round(0.3 * count), count - 1));
      }
    }
  });

  it('predefined parts are taken as they are', () => {
    const { datasets } = encode(
      [
        tableOf([
          ['a', 'x', 1],
          ['b', 'y', 2],
        ]),
        tableOf([['a', 'y', 2]]),
      ],
      {
        feedback: 'explicit',
      },
    );
    const spec = { protocol: 'predefined', testPath: 'u1.test', validationRatio: 0 } as const;
    const [split] = makeSplits(datasets[0]!, spec, 0, { test: datasets[1] });
    expect(split!.test).toBe(datasets[1]);
    expect(split!.train).toBe(datasets[0]);
    expect(() => makeSplits(datasets[0]!, spec, 0)).toThrow(/needs a test file/);
  });
});

describe('warnings', () => {
  it('tells of test rows that are in train', () => {
    const { datasets } = encode(
      [
        tableOf([
          ['a', 'x', 1],
          ['a', 'y', 2],
        ]),
        tableOf([['a', 'y', 2]]),
      ],
      {
        feedback: 'explicit',
      },
    );
    const [split] = makeSplits(
      datasets[0]!,
      { protocol: 'predefined', testPath: 't', validationRatio: 0 },
      0,
      { test: datasets[1] },
    );
    expect(codes(split!)).toContain('split.test-in-train');
  });

  it('tells of cold users and items, and of a random split that sees the future', () => {
    const data = dataset([
      ['a', 'x', 1, 1],
      ['b', 'x', 1, 2],
      ['c', 'z', 1, 3],
      ['c', 'w', 1, 4],
    ]);
    const [temporal] = makeSplits(data, { protocol: 'temporal', testRatio: 0.5, validationRatio: 0 }, 0);
    expect(codes(temporal!)).toEqual(expect.arrayContaining(['split.cold-users', 'split.cold-items']));
    const [random] = makeSplits(
      randomDataset(2),
      { protocol: 'random', testRatio: 0.2, validationRatio: 0 },
      0,
    );
    expect(codes(random!)).toContain('split.uses-future');
  });

  it('measures popularity drift: none under random splitting, plain when the test favours other items', () => {
    const next = variety(4);
    const skewed = dataset(
      Array.from({ length: 4000 }, (_, row) => {
        const item = Math.floor(80 * (next() / 2 ** 32) ** 3);
        return [`u${next() % 200}`, `i${row < 3000 ? item : 79 - item}`, 3, row];
      }),
    );
    const [random] = makeSplits(skewed, { protocol: 'random', testRatio: 0.25, validationRatio: 0 }, 1);
    const chance = popularityDrift(random!.train, random!.test);
    expect(Math.abs(chance.distance - chance.expected)).toBeLessThan(4 * chance.deviation);
    expect(codes(random!)).not.toContain('split.popularity-differs');
    const [temporal] = makeSplits(skewed, { protocol: 'temporal', testRatio: 0.25, validationRatio: 0 }, 1);
    expect(codes(temporal!)).toContain('split.popularity-differs');
  });

  it('needs times for a temporal split', () => {
    const data = dataset([
      ['a', 'x', 1],
      ['a', 'y', 2],
    ]);
    const attempt = () => makeSplits(data, { protocol: 'temporal', testRatio: 0.5, validationRatio: 0 }, 0);
    expect(attempt).toThrow(ResearcherError);
    expect(attempt).toThrow(/needs timestamps/);
  });

  it('finds the rows of user and item in the parts', () => {
    const data = randomDataset(12);
    const [split] = makeSplits(data, { protocol: 'random', testRatio: 0.2, validationRatio: 0 }, 5);
    const users = rowsOf(split!.test.byUser);
    const whole = rowsOf(data.byUser);
    for (let entry = 0; entry < users.length; entry++) {
      const source = data.order.indexOf(split!.test.order[entry]!);
      expect([users[entry], split!.test.byUser.indices[entry]]).toEqual([
        whole[source],
        data.byUser.indices[source],
      ]);
    }
  });
});
