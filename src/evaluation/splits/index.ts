import type { Csr, Dataset, Split, Warning } from '../../data/dataset';
import { subset } from '../../data/subset';
import { ResearcherError } from '../../errors';
import {
  holdOutAsRecommenders,
  holdOutFolds,
  holdOutItems,
  holdOutLast,
  holdOutLatest,
  holdOutLatestPerUser,
  holdOutRandom,
  holdOutRandomPerUser,
  type HoldOut,
} from './holdout';
import type { SplitSpec } from './specification';
import { splitWarnings, tiesAtBoundary, tiesAtWindow } from './warnings';
import { slidingWindows } from './windows';

export type { SplitSpec, RandomPerUserFlavour } from './specification';

/** What comes from files of its own: the parts of a predefined split, listed candidates (any protocol but k-fold). */
export interface GivenParts {
  readonly test?: Dataset | undefined;
  readonly validation?: Dataset | undefined;
  readonly candidates?: Csr | undefined;
}

/**
 * Holds out interactions by the protocol: one split, or one a fold for `k-fold`. All parts share the ids of `dataset`.
 * Validation is carved out of the training part by the same protocol (`validationRatio` is a share of it; for k-fold,
 * cold-items and predefined at random). Equal data, spec and seed give equal splits on every machine.
 * Throws `ResearcherError` where the protocol can't be carried out on this data.
 */
export function makeSplits(dataset: Dataset, spec: SplitSpec, seed: number, parts: GivenParts = {}): Split[] {
  const splits = plan(dataset, spec, seed, parts);
  for (const split of splits) {
    if (split.train.interactions === 0) throw emptyPart('train');
    if (split.test.interactions === 0) throw emptyPart('test');
  }
  return splits;
}

function plan(dataset: Dataset, spec: SplitSpec, seed: number, parts: GivenParts): Split[] {
  const make = (
    name: string,
    held: HoldOut | null,
    warnings: readonly Warning[],
    kept: HoldOut | null = held && inverse(held),
  ): Split => {
    const rest = kept ? subset(dataset, kept) : dataset;
    const test = held ? subset(dataset, held) : parts.test;
    if (!test) throw missingTest();
    const inner = parts.validation ? null : validationOf(rest, spec, seed);
    const train = inner ? subset(rest, inverse(inner)) : rest;
    const validation = inner ? subset(rest, inner) : (parts.validation ?? null);
    return {
      name,
      train,
      validation,
      test,
      candidates: parts.candidates ?? null,
      warnings: [...warnings, ...splitWarnings(spec.protocol, train, validation, test)],
    };
  };
  switch (spec.protocol) {
    case 'random':
      return [make('random', holdOutRandom(dataset, spec.testRatio, seed), [])];
    case 'random-per-user': {
      const holdOut = spec.flavour === 'recommenders' ? holdOutAsRecommenders : holdOutRandomPerUser;
      return [make('random-per-user', holdOut(dataset, spec.testRatio, seed), [])];
    }
    case 'temporal':
      needTimes(dataset, 'temporal');
      return [make('temporal', holdOutLatest(dataset, spec.testRatio), [])];
    case 'temporal-per-user': {
      needTimes(dataset, 'temporal-per-user');
      const held = holdOutLatestPerUser(dataset, spec.testRatio);
      return [make('temporal-per-user', held, tiesAtBoundary(dataset, held))];
    }
    case 'leave-one-out': {
      const held = holdOutLast(dataset);
      return [make('leave-one-out', held, tiesAtBoundary(dataset, held))];
    }
    case 'k-fold':
      if (spec.folds > dataset.interactions) throw tooManyFolds(spec.folds, dataset.interactions);
      return Array.from({ length: spec.repeats ?? 1 }, (_, repeat) =>
        holdOutFolds(dataset, spec.folds, (seed + repeat) >>> 0).map((held, fold) =>
          make(`fold ${fold + 1} of ${spec.folds}${repeat > 0 ? `, repeat ${repeat + 1}` : ''}`, held, []),
        ),
      ).flat();
    case 'sliding-window': {
      needTimes(dataset, 'sliding-window');
      if (spec.windows * spec.testRatio >= 1) throw tooManyWindows(spec.windows, spec.testRatio);
      return slidingWindows(dataset, spec.windows, spec.testRatio, spec.trainRatio).map(
        ({ test, train, tied }, window) =>
          make(
            `window ${window + 1} of ${spec.windows}`,
            test,
            tied ? [tiesAtWindow(window + 1)] : [],
            train,
          ),
      );
    }
    case 'cold-items':
      return [make('cold-items', holdOutItems(dataset, spec.itemRatio, spec.testRatio, seed), [])];
    case 'predefined':
      return [make('predefined', null, [])];
  }
}

function validationOf(rest: Dataset, spec: SplitSpec, seed: number): HoldOut | null {
  if (spec.protocol === 'leave-one-out') return spec.validation ? holdOutLast(rest) : null;
  const ratio = spec.validationRatio;
  if (ratio === 0) return null;
  switch (spec.protocol) {
    case 'random-per-user':
      return holdOutRandomPerUser(rest, ratio, seed);
    case 'temporal':
    case 'sliding-window':
      return holdOutLatest(rest, ratio);
    case 'temporal-per-user':
      return holdOutLatestPerUser(rest, ratio);
    case 'random':
    case 'k-fold':
    case 'cold-items':
    case 'predefined':
      return holdOutRandom(rest, ratio, seed);
  }
}

function inverse(held: HoldOut): HoldOut {
  return held.map((value) => 1 - value);
}

function needTimes(dataset: Dataset, protocol: string): void {
  if (dataset.hasTimestamps) return;
  throw new ResearcherError(
    'split.no-timestamps',
    {
      en: `A ${protocol} split needs timestamps, and the data has none. Map the time column, or choose a random or leave-one-out split.`,
      zh: `${protocol} 划分需要时间戳，但数据中没有。请映射时间列，或改用随机划分或留一法。`,
    },
    { path: 'split.protocol' },
  );
}

function missingTest(): ResearcherError {
  return new ResearcherError(
    'split.no-test-file',
    {
      en: 'A predefined split needs a test file. Name it in split.testPath.',
      zh: '预定义划分需要测试文件，请在 split.testPath 中指定。',
    },
    { path: 'split.testPath' },
  );
}

function tooManyFolds(folds: number, interactions: number): ResearcherError {
  return new ResearcherError(
    'split.too-many-folds',
    {
      en: `${folds} folds need at least ${folds} interactions; the data has ${interactions}.`,
      zh: `${folds} 折至少需要 ${folds} 条交互记录，而数据只有 ${interactions} 条。`,
    },
    { path: 'split.folds' },
  );
}

function tooManyWindows(windows: number, ratio: number): ResearcherError {
  return new ResearcherError(
    'split.too-many-windows',
    {
      en: `${windows} windows of ${ratio} of the data each leave nothing to learn from before the first. Their product must be below 1.`,
      zh: `${windows} 个窗口、每个占数据的 ${ratio}，第一个窗口之前将没有可学习的数据。两者之积应小于 1。`,
    },
    { path: 'split.windows' },
  );
}

function emptyPart(part: 'train' | 'test'): ResearcherError {
  const names = { train: { en: 'training', zh: '训练' }, test: { en: 'test', zh: '测试' } };
  return new ResearcherError(
    'split.empty-part',
    {
      en: `The split leaves the ${names[part].en} part empty. Choose another ratio, or a data set with more interactions.`,
      zh: `该划分使${names[part].zh}部分为空。请更换比例，或使用交互更多的数据集。`,
    },
    { path: 'split' },
  );
}
