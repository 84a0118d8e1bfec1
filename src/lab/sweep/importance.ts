import type { Trial } from './record';
import { unitOf, type Dimension } from './dimension';

/** Classes that a range is cut into. */
const CLASSES = 8;

/**
 * Share of the scores' variance that each parameter explains on its own: the correlation ratio
 * η² = Σ_c n_c (mean_c − mean)² / Σ (score − mean)² over classes c of the parameter (its values, or eighths of its
 * range), corrected for the number of classes as ε² = 1 − (1 − η²)(n − 1)/(n − classes) (Kelley 1935), at least 0.
 */
export function importanceOf(
  dimensions: readonly Dimension[],
  trials: readonly Trial[],
): Record<string, number> {
  const measured = trials.filter(({ score, effort }) => score !== null && effort === 1);
  const scores = measured.map(({ score }) => score!);
  const all = meanOf(scores);
  const total = scores.reduce((sum, score) => sum + (score - all) ** 2, 0);
  return Object.fromEntries(
    dimensions.map((dimension) => {
      const classes = new Map<number, number[]>();
      measured.forEach(({ parameters }, i) => {
        const parts = dimension.values?.length ?? CLASSES;
        const unit = unitOf(dimension, parameters[dimension.path]);
        const index = Math.min(parts - 1, Math.floor(unit * parts));
        const members = classes.get(index);
        if (members) members.push(scores[i]!);
        else classes.set(index, [scores[i]!]);
      });
      if (total === 0 || scores.length <= classes.size) return [dimension.path, 0];
      const between = [...classes.values()].reduce(
        (sum, members) => sum + members.length * (meanOf(members) - all) ** 2,
        0,
      );
      const corrected = 1 - ((1 - between / total) * (scores.length - 1)) / (scores.length - classes.size);
      return [dimension.path, Math.max(0, corrected)];
    }),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
