import type { SeedRun } from '../../lab/seeds';
import { summarise } from '../../lab/seed-summary';
import { csv } from '../../report/escape';

/** A line a seed, then mean and standard deviation, in full precision. */
export function seedsCsv(runs: readonly SeedRun[]): string {
  const keys = Object.keys(runs[0]?.metrics ?? {});
  const summary = summarise(runs);
  return csv([
    ['seed', ...keys],
    ...runs.map(({ seed, metrics }) => [seed, ...keys.map((key) => metrics[key] ?? '')]),
    ['mean', ...keys.map((key) => summary[key]?.mean ?? '')],
    ['std', ...keys.map((key) => summary[key]?.std ?? '')],
  ]);
}
