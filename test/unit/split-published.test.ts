import { expect, it, vi } from 'vitest';
import type { Dataset, Split } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { makeSplits } from '../../src/evaluation/splits';
import { describeWithDatasets, readDataset } from './data-datasets';

// Megabytes of real files, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 });

async function movieLens(): Promise<Dataset> {
  return encode([await readDataset('ml-100k/u.data')], { feedback: 'explicit' }).datasets[0]!;
}

function warning(split: Split, code: string): string {
  return split.warnings.find((candidate) => candidate.code === code)?.text.en ?? '';
}

const sumOfRows = (part: Dataset) => part.order.reduce((sum, row) => sum + row, 0);

describeWithDatasets('splits of published tables, on MovieLens 100K', () => {
  it('five folds are those of Surprise’s KFold(random_state=0), row for row', async () => {
    const folds = makeSplits(await movieLens(), { protocol: 'k-fold', folds: 5, validationRatio: 0 }, 0);
    // numpy: a = arange(100000); RandomState(0).shuffle(a); sums of the contiguous fifths
    expect(folds.map((fold) => sumOfRows(fold.test))).toEqual([
      1_000_155_690, 1_000_808_702, 1_002_204_040, 995_292_060, 1_001_489_508,
    ]);
    expect(folds.map((fold) => fold.train.interactions)).toEqual([80_000, 80_000, 80_000, 80_000, 80_000]);
  });

  it('the 75/25 split of recommenders-team: 75,066 and 24,934', async () => {
    const [split] = makeSplits(
      await movieLens(),
      { protocol: 'random-per-user', testRatio: 0.25, validationRatio: 0, flavour: 'recommenders' },
      42,
    );
    expect([split!.train.interactions, split!.test.interactions]).toEqual([75_066, 24_934]);
    // numpy: lexsort by (item, rand(100000) after seed(42)); sum of the train rows' numbers
    expect(sumOfRows(split!.train)).toBe(3_751_987_010);
  });

  it('leave-one-out says for how many users a tie of time decides: 415 of 943', async () => {
    const [split] = makeSplits(await movieLens(), { protocol: 'leave-one-out', validation: false }, 0);
    expect(split!.test.interactions).toBe(943);
    expect(warning(split!, 'split.time-ties')).toContain('415 of 943');
  });

  it('80/20 by time leaves 192 of 301 test users cold', async () => {
    const [split] = makeSplits(
      await movieLens(),
      { protocol: 'temporal', testRatio: 0.2, validationRatio: 0 },
      0,
    );
    expect(split!.test.interactions).toBe(20_000);
    expect(warning(split!, 'split.cold-users')).toContain('192 of 301');
    expect(warning(split!, 'split.popularity-differs')).toMatch(/total variation distance 0\.\d+/);
  });

  it('the official u1 is disjoint and shares ids', async () => {
    const tables = [await readDataset('ml-100k/u1.base'), await readDataset('ml-100k/u1.test')];
    const { datasets } = encode(tables, { feedback: 'explicit' });
    const spec = { protocol: 'predefined', testPath: 'u1.test', validationRatio: 0.1 } as const;
    const [split] = makeSplits(datasets[0]!, spec, 1, { test: datasets[1] });
    expect([split!.train.interactions, split!.validation!.interactions, split!.test.interactions]).toEqual([
      72_000, 8000, 20_000,
    ]);
    expect([split!.train.users, split!.train.items]).toEqual([943, 1682]);
    expect(split!.warnings.map((each) => each.code)).not.toContain('split.test-in-train');
  });
});
