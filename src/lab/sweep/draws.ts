import { Random } from '../../compute/random';
import type { ParameterValue } from './record';
import { valueOf, type Dimension } from './dimension';

/** A setting to try. */
export interface Proposal {
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Share of the full effort, up to 1. */
  readonly effort: number;
}

/** A point of the unit cube for one trial; another `attempt` gives another one. */
export function randomUnits(count: number, seed: number, number: number, attempt: number): number[] {
  const random = new Random(seed, `trial ${attempt}`, number);
  return Array.from({ length: count }, () => random.uniform());
}

/** The setting at a point of the unit cube. */
export function parametersAt(
  dimensions: readonly Dimension[],
  units: readonly number[],
): Record<string, ParameterValue> {
  return Object.fromEntries(
    dimensions.map((dimension, i) => [dimension.path, valueOf(dimension, units[i]!)]),
  );
}
