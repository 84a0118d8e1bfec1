import type { Histogram } from '../../data/statistics';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import type { ChartTheme } from './theme';

export interface BarsInput {
  readonly labels: readonly string[];
  readonly counts: readonly number[];
  readonly xName: string;
  readonly yName: string;
  readonly format: (value: number) => string;
}

/** Counts by class: the histogram of degrees, of ratings, of time. */
export function barsOption(input: BarsInput, theme: ChartTheme): ChartOption {
  return {
    ...baseOption(theme),
    grid: { left: 52, right: 12, top: 26, bottom: 42, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: [...input.labels],
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...axisStyle(theme, input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 0, -2] },
      splitNumber: 3,
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => input.format(value) },
    },
    series: [
      {
        type: 'bar',
        name: input.yName,
        data: [...input.counts],
        barCategoryGap: '12%',
        itemStyle: { color: theme.accent },
        emphasis: { disabled: true },
      },
    ],
  };
}

export function barsTable(input: BarsInput): ChartTable {
  return {
    columns: [input.xName, input.yName],
    rows: input.labels.map((label, index) => [label, input.counts[index] ?? 0]),
  };
}

/** Bins as `1`, `2–3`, `4–7`: whole numbers in [edge, next edge). */
export function wholeBins(histogram: Histogram): string[] {
  return histogram.counts.map((_, index) => {
    const low = Math.ceil(histogram.edges[index] ?? 0);
    const high = Math.ceil(histogram.edges[index + 1] ?? low + 1) - 1;
    return high <= low ? String(low) : `${low}–${high}`;
  });
}

export interface RankedInput {
  /** [rank from 1, degree], from high to low. */
  readonly curves: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly xName: string;
  readonly yName: string;
  readonly format: (value: number) => string;
}

/** The long tail: interactions by rank on two logarithmic axes, where Zipf's law is a straight line. */
export function rankedOption(input: RankedInput, theme: ChartTheme): ChartOption {
  const axis = (name: string) => ({
    type: 'log' as const,
    ...axisStyle(theme, name),
    axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => input.format(value) },
  });
  return {
    ...baseOption(theme),
    grid: { left: 52, right: 12, top: 26, bottom: 42, outerBoundsMode: 'none' },
    xAxis: { ...axis(input.xName), nameLocation: 'middle', nameGap: 24, splitLine: { show: false } },
    yAxis: {
      ...axis(input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 0, -2] },
    },
    series: input.curves.map((curve, index) => ({
      type: 'line' as const,
      name: curve.name,
      data: curve.points
        .filter(([rank, degree]) => rank > 0 && degree > 0)
        .map(([rank, degree]) => [rank, degree]),
      showSymbol: false,
      emphasis: { disabled: true },
      itemStyle: { color: theme.series[index] ?? theme.accent },
      lineStyle: { color: theme.series[index] ?? theme.accent, width: 1.6 },
    })),
  };
}

export function rankedTable(input: RankedInput): ChartTable {
  return {
    columns: [input.xName, ...input.curves.map((curve) => curve.name)],
    rows: mergeRanks(input),
  };
}

function mergeRanks(input: RankedInput): (number | null)[][] {
  const rows = new Map<number, (number | null)[]>();
  input.curves.forEach((curve, column) => {
    for (const [rank, degree] of curve.points) {
      const row = rows.get(rank) ?? new Array<number | null>(input.curves.length).fill(null);
      row[column] = degree;
      rows.set(rank, row);
    }
  });
  return [...rows].sort(([a], [b]) => a - b).map(([rank, values]) => [rank, ...values]);
}
