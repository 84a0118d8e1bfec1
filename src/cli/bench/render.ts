import type { AdapterDescription, KernelTuning } from '../../compute/backend';
import { renderTable } from '../table';
import type { BenchResult } from './row';

export interface BenchReport {
  readonly adapter: AdapterDescription;
  readonly browser: string;
  readonly results: readonly BenchResult[];
  /** Sentences on what stands for comparison and came to no end. */
  readonly unfinished: readonly string[];
  /** Which variants of kernels were used, by class of shapes. */
  readonly tuning: KernelTuning['choices'];
}

/** The report as a table: one line a result, and beside what stands for comparison, how many times as long it took. */
export function renderReport({ adapter, browser, results, unfinished }: BenchReport): string {
  const kind = { gpu: 'GPU', software: 'software adapter', cpu: 'CPU' }[adapter.kind];
  const withMemory = results.some((each) => each.memory !== undefined);
  const lines = results.map((each) => [
    labelOf(each),
    each.by,
    milliseconds(each.ms),
    milliseconds(each.p99),
    String(each.samples.length),
    rate(each),
    ...(withMemory ? [memory(each)] : []),
    comparison(each, results),
  ]);
  const head = [
    'row',
    'by',
    'ms',
    'p99',
    'n',
    'rate',
    ...(withMemory ? ['device MiB of plan'] : []),
    'against ours',
  ];
  const table = renderTable([head, ...lines]);
  const shapes = [...new Map(results.map((each) => [labelOf(each), each.what]))];
  return [
    `${adapter.name} (${kind}), ${browser}`,
    table,
    ...shapes.map(([label, what]) => `${label}: ${what}`),
    ...unfinished,
  ].join('\n');
}

function milliseconds(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toPrecision(3);
}

function rate({ gflopsPerSecond, gigabytesPerSecond, rowsPerSecond }: BenchResult): string {
  if (gflopsPerSecond !== undefined) return `${gflopsPerSecond.toFixed(2)} GFLOP/s`;
  if (rowsPerSecond !== undefined) return `${Math.round(rowsPerSecond)} rows/s`;
  return gigabytesPerSecond === undefined ? '' : `${gigabytesPerSecond.toFixed(2)} GB/s`;
}

function memory({ memory }: BenchResult): string {
  return memory
    ? [memory.peak, ...(memory.planned === undefined ? [] : [memory.planned])]
        .map((bytes) => (bytes / 2 ** 20).toFixed(1))
        .join(' of ')
    : '';
}

function labelOf({ name, size }: BenchResult): string {
  return size === undefined ? name : `${name} ${size}`;
}

/** How many times as long another took as Cofilter, for the same row in the same run. */
function comparison(one: BenchResult, results: readonly BenchResult[]): string {
  const ours = results.find((each) => each.by === 'cofilter' && labelOf(each) === labelOf(one));
  return ours && ours !== one ? `${(one.ms / ours.ms).toFixed(2)}×` : '';
}
