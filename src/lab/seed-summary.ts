export interface SeedRun {
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface SeedSummary {
  readonly mean: number;
  /** Sample standard deviation (n − 1); null for one run. */
  readonly std: number | null;
  readonly least: number;
  readonly greatest: number;
}

/** Mean and spread of every metric that all runs measured. */
export function summarise(runs: readonly SeedRun[]): Record<string, SeedSummary> {
  const names = Object.keys(runs[0]?.metrics ?? {});
  return Object.fromEntries(
    names
      .filter((name) => runs.every(({ metrics }) => metrics[name] !== undefined))
      .map((name) => {
        const values = runs.map(({ metrics }) => metrics[name]!);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const std = values.length < 2 ? null : Math.sqrt(squares / (values.length - 1));
        return [name, { mean, std, least: Math.min(...values), greatest: Math.max(...values) }];
      }),
  );
}
