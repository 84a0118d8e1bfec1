import type { Backend } from '../../compute/backend';

/** Fewest timed repetitions of a row; a warm-up before them does not count. */
export const LEAST_SAMPLES = 5;

/** One line of the benchmark: something that Cofilter does, at a fixed size. */
export interface BenchRow {
  /** Stable: later results are compared by it. */
  readonly name: string;
  /** Shapes and conditions, for people. */
  readonly what: string;
  /** Takes minutes: measured only where it is named. */
  readonly onRequest?: boolean;
  /** Prepares, warms up and times. Several results where the row has several sizes or something to compare with. */
  run(backend: Backend, tell: Tell): Promise<readonly BenchResult[]>;
}

/** Says something while a row of many minutes is not finished, so that what it has is not lost with it. */
export type Tell = (line: string) => void;

/** What was measured. Times in milliseconds. */
export interface BenchResult {
  readonly name: string;
  readonly what: string;
  /** Where a row has several. */
  readonly size?: string;
  /** Whose work it is: `cofilter`, or what stands beside it for comparison. */
  readonly by: string;
  /** Median of `samples`. */
  readonly ms: number;
  readonly p99: number;
  readonly samples: readonly number[];
  /** Floating-point operations, device-memory bytes at least moved, and rows or events, of one sample. */
  readonly flops?: number;
  readonly bytes?: number;
  readonly rows?: number;
  readonly gflopsPerSecond?: number;
  readonly gigabytesPerSecond?: number;
  readonly rowsPerSecond?: number;
  /** Device bytes: the most that was held, and what the plan said beforehand, where there is one. */
  readonly memory?: { readonly planned?: number; readonly peak: number };
}

export interface Work {
  readonly flops?: number;
  readonly bytes?: number;
  readonly rows?: number;
}

export interface Timing {
  /** Units of work in one sample; the result is per unit. */
  readonly units?: number;
  readonly samples?: number;
}

/** Times `sample` after one warm-up. */
export async function time(sample: () => Promise<void>, timing?: Timing): Promise<readonly number[]> {
  return (await timeBeside([sample], timing))[0]!;
}

/** Times several by turns, so that what else the machine does in the meantime meets all alike. */
export async function timeBeside(
  contestants: readonly (() => Promise<void>)[],
  { units = 1, samples = LEAST_SAMPLES }: Timing = {},
): Promise<readonly (readonly number[])[]> {
  for (const sample of contestants) await sample();
  const times = contestants.map((): number[] => []);
  for (let i = 0; i < Math.max(LEAST_SAMPLES, samples); i++) {
    for (const [at, sample] of contestants.entries()) {
      const start = performance.now();
      await sample();
      times[at]!.push((performance.now() - start) / units);
    }
  }
  return times;
}

/** Puts samples and the work of one sample together. */
export function result(
  labels: Pick<BenchResult, 'name' | 'what' | 'size'> & { readonly by?: string },
  samples: readonly number[],
  work: Work = {},
): BenchResult {
  const sorted = [...samples].sort((a, b) => a - b);
  const ms = quantile(sorted, 0.5);
  const perSecond = (amount: number | undefined, unit: number) =>
    amount === undefined ? undefined : (amount / unit / ms) * 1000;
  return {
    by: 'cofilter',
    ...labels,
    ms,
    p99: quantile(sorted, 0.99),
    samples,
    ...work,
    gflopsPerSecond: perSecond(work.flops, 1e9),
    gigabytesPerSecond: perSecond(work.bytes, 1e9),
    rowsPerSecond: perSecond(work.rows, 1),
  };
}

/** The q-quantile of ascending numbers, between neighbours by their distance (Hyndman & Fan 1996, type 7). */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
