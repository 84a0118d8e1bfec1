import type { ExperimentInput } from '../../lab/experiment';

/** One parameter that is not the same in all runs compared. */
export interface Difference {
  /** Dotted place in the experiment */
  readonly path: string;
  /** One value a run, in their order; undefined where a run has no such parameter. */
  readonly values: readonly unknown[];
}

/** Only the parameters that differ, in the order in which they stand in the experiments. The name is no parameter. */
export function differences(experiments: readonly ExperimentInput[]): Difference[] {
  const flat = experiments.map((experiment) => flatten(experiment));
  const paths = new Set(flat.flatMap((values) => [...values.keys()]));
  paths.delete('name');
  return [...paths]
    .map((path) => ({ path, values: flat.map((values) => values.get(path)) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}

/** Leaves by dotted path; lists count as leaves. */
function flatten(node: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (node !== null && typeof node === 'object' && !Array.isArray(node)) {
    for (const [key, value] of Object.entries(node)) flatten(value, path ? `${path}.${key}` : key, into);
  } else if (node !== undefined) {
    into.set(path, node);
  }
  return into;
}
