import type { Split } from '../data/dataset';
import type { EvaluationResult } from '../evaluation/options';
import type { Measured } from './baselines';
import type { EvaluatedLists } from './fitted-model';
import type { PredictionList } from './list-files';
import type { RunRecord } from './record';

type Against = NonNullable<RunRecord['againstBaselines']>;
type Metrics = Readonly<Record<string, number>>;
type Intervals = RunRecord['intervals'];

/** Figures of one or several hold-outs, brought together. */
export class FoldFigures {
  readonly #folds: {
    split: Split;
    result: EvaluationResult;
    baselines: Measured;
    against: Against | null;
  }[] = [];

  get count(): number {
    return this.#folds.length;
  }

  add(split: Split, result: EvaluationResult, baselines: Measured, against: Against | null): void {
    this.#folds.push({ split, result, baselines, against });
  }

  /** Means over the folds; what is counted adds up. */
  summary(): Pick<
    RunRecord,
    | 'metrics'
    | 'intervals'
    | 'folds'
    | 'baselines'
    | 'againstBaselines'
    | 'groups'
    | 'testUsers'
    | 'calibration'
  > {
    const results = this.#folds.map(({ result }) => result);
    const several = results.length > 1;
    const { calibration } = results.at(-1)!;
    const { against } = this.#folds.at(-1)!;
    return {
      ...(calibration ? { calibration } : {}),
      ...(against ? { againstBaselines: against } : {}),
      metrics: meanOf(results.map(({ metrics }) => metrics)),
      intervals: several ? this.#meanIntervals() : results[0]!.intervals,
      folds: several
        ? this.#folds.map(({ split, result }) => ({ name: split.name, metrics: result.metrics }))
        : [],
      baselines: eachMean(this.#folds.map(({ baselines }) => baselines)),
      groups: eachMean(results.map(({ groups }) => groups as Measured)),
      testUsers: {
        all: sum(results.map(({ testUsers }) => testUsers.all)),
        cold: sum(results.map(({ testUsers }) => testUsers.cold)),
      },
    };
  }

  /**
   * The interval of a mean over folds. Users are nearly the same in every fold, so the folds' errors are not
   * independent: the mean of the bounds is kept, which does not shrink with the number of folds.
   */
  #meanIntervals(): Intervals {
    const all = this.#folds.map(({ result }) => result.intervals);
    const low = meanOf(all.map((intervals) => mapValues(intervals, ([bound]) => bound)));
    const high = meanOf(all.map((intervals) => mapValues(intervals, ([, bound]) => bound)));
    return mapValues(low, (bound, name) => [bound, high[name]!] as const);
  }

  /** Figures by user of the last hold-out. */
  last(): EvaluationResult {
    return this.#folds.at(-1)!.result;
  }

  /** Predictions of every fold, so that each interaction is held out once; ranked lists and judged pairs of the last one. */
  lists(): EvaluatedLists {
    const predictions = this.#folds.map(({ result }) => result.predictions).filter((list) => list !== null);
    return {
      predictions:
        predictions.length === 0 ? null : predictions.length === 1 ? predictions[0]! : joined(predictions),
      recommendations: this.#folds.at(-1)?.result.recommendations ?? null,
      clicks: this.#folds.at(-1)?.result.clicks ?? null,
    };
  }
}

function joined(lists: readonly PredictionList[]): PredictionList {
  const count = sum(lists.map(({ users }) => users.length));
  const [users, items] = [new Uint32Array(count), new Uint32Array(count)];
  const [ratings, predictions] = [new Float64Array(count), new Float64Array(count)];
  let at = 0;
  for (const list of lists) {
    users.set(list.users, at);
    items.set(list.items, at);
    ratings.set(list.ratings, at);
    predictions.set(list.predictions, at);
    at += list.users.length;
  }
  return { users, items, ratings, predictions };
}

/** The mean of each figure over the records that have it. */
function meanOf(records: readonly Metrics[]): Record<string, number> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = records.map((record) => record[name]).filter((value) => value !== undefined);
      return [name, sum(values) / values.length];
    }),
  );
}

function eachMean(records: readonly Measured[]): Record<string, Record<string, number>> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      meanOf(records.map((record) => record[name]).filter((metrics) => metrics !== undefined)),
    ]),
  );
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
