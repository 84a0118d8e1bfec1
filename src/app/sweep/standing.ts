import { bestOf } from '../../lab/sweep/best';
import type { Dimension } from '../../lab/sweep/dimension';
import { importanceOf } from '../../lab/sweep/importance';
import type { Trial } from '../../lab/sweep/record';
import type { SweepInput } from '../../lab/sweep/schema';
import { lowerIsBetter } from '../run/course';

/** What is better for the metric of a sweep. */
export function goalOf({ goal, metric }: SweepInput): 'min' | 'max' {
  return goal ?? (lowerIsBetter(metric ?? '') ? 'min' : 'max');
}

/** The swept parameters as the unit interval sees them; a range that the model gave is told by what was tried. */
export function dimensionsOf({ space }: SweepInput, trials: readonly Trial[]): Dimension[] {
  return Object.entries(space).map(([path, range]): Dimension => {
    const base = { path, low: 0, high: 1, log: false, steps: null, values: null };
    const tried = trials.map(({ parameters }) => parameters[path]);
    const numbers = tried.filter((value) => typeof value === 'number');
    const integer = numbers.every((value) => Number.isInteger(value));
    if (range !== 'auto' && 'values' in range) return { ...base, integer, values: range.values };
    if (range !== 'auto')
      return { ...base, integer, low: range.low, high: range.high, log: range.scale === 'log' };
    if (numbers.length < tried.length) return { ...base, integer, values: distinct(tried) };
    return { ...base, integer, low: Math.min(...numbers), high: Math.max(...numbers) };
  });
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Share of the variance that each parameter explains alone, by path; empty while there is too little to say. */
export function importanceSoFar(
  sweep: SweepInput,
  trials: readonly Trial[],
): Readonly<Record<string, number>> {
  if (trials.filter(({ score, effort }) => score !== null && effort === 1).length < LEAST) return {};
  return importanceOf(dimensionsOf(sweep, trials), trials);
}

/** With fewer trials than classes of a parameter nothing can be said of variance. */
const LEAST = 10;

/** The best score after each trial, as the search itself would choose there. */
export function bestCourse(sweep: SweepInput, trials: readonly Trial[]): (number | null)[] {
  const goal = goalOf(sweep);
  let best: Trial | null = null;
  return trials.map((trial) => {
    best = bestOf(best ? [best, trial] : [trial], { goal }) ?? best;
    return best?.score ?? null;
  });
}

/** From the best trial to the worst: more effort before less, a failed one last. */
export function standings(sweep: SweepInput, trials: readonly Trial[]): Trial[] {
  const sign = goalOf(sweep) === 'min' ? 1 : -1;
  return [...trials].sort((a, b) => {
    if (a.score === null || b.score === null)
      return Number(a.score === null) - Number(b.score === null) || a.number - b.number;
    return b.effort - a.effort || sign * (a.score - b.score) || a.number - b.number;
  });
}
