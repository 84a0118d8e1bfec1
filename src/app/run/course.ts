import { metricDefinition } from '../../evaluation/metrics';
import type { Curve } from '../charts/curves';
import type { CoursePoint } from '../state/run-item';

export type XAxis = 'epoch' | 'time';

/** Names of what was measured on the way, in the order of first appearance: `loss`, `validation:rmse`. */
export function measuredKeys(course: readonly CoursePoint[]): string[] {
  const keys = new Set<string>();
  for (const point of course) for (const key of Object.keys(point.values)) keys.add(key);
  return [...keys];
}

/** The course of one measured quantity in one fold. Points where it was not measured are left out. */
export function curveOf(
  course: readonly CoursePoint[],
  key: string,
  x: XAxis,
  fold: number,
  look: { readonly name: string; readonly colour: number; readonly dashed?: boolean },
): Curve {
  const points = course.filter((point) => point.fold === fold && point.values[key] !== undefined);
  return {
    ...look,
    x: Float64Array.from(points, (point) => point[x]),
    y: Float64Array.from(points, (point) => point.values[key] ?? Number.NaN),
  };
}

export function foldsOf(course: readonly CoursePoint[]): number[] {
  return [...new Set(course.map((point) => point.fold))].sort((a, b) => a - b);
}

/** The best value of a quantity and the epoch it came at; lower is better for losses and errors. */
export function bestOf(course: readonly CoursePoint[], key: string): { value: number; epoch: number } | null {
  const sign = lowerIsBetter(key) ? 1 : -1;
  let best: { value: number; epoch: number } | null = null;
  for (const point of course) {
    const value = point.values[key];
    if (value === undefined || !Number.isFinite(value)) continue;
    if (best === null || sign * value < sign * best.value) best = { value, epoch: point.epoch };
  }
  return best;
}

export function lowerIsBetter(key: string): boolean {
  const name = key.replace(/^validation:/, '');
  return name === 'loss' || metricDefinition(name)?.better === 'lower';
}
