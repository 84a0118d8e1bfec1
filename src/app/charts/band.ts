import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import type { ChartTheme } from './theme';

/** A figure with its interval along x, ascending. */
export interface BandInput {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Ends of the interval of each point, null where it has none. */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly xName: string;
  /** Ends of the axis; by the points where it is left out. */
  readonly xRange?: readonly [low: number, high: number];
  /** Equal ratios take equal room. */
  readonly xLog?: boolean;
  readonly yName: string;
  readonly bandName: string;
  readonly formatX: (value: number) => string;
  readonly format: (value: number) => string;
}

/** A line through points, over the band of their intervals. */
export function bandOption(input: BandInput, theme: ChartTheme): ChartOption {
  const { x, y, low, high, format } = input;
  const pairs = (values: readonly (number | null)[]) => x.map((at, i) => [at, values[i] ?? Number.NaN]);
  const width = low.map((least, i) => {
    const most = high[i] ?? null;
    return least === null || most === null ? null : most - least;
  });
  return {
    ...baseOption(theme),
    grid: { left: 58, right: 22, top: 30, bottom: 40, outerBoundsMode: 'none' },
    xAxis: {
      type: input.xLog ? 'log' : 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      ...(input.xRange ? { min: input.xRange[0], max: input.xRange[1] } : { scale: true }),
      splitLine: { show: false },
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => input.formatX(value) },
    },
    yAxis: {
      type: 'value',
      ...axisStyle(theme, input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 2, -2] },
      scale: true,
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => format(value) },
    },
    tooltip: {
      ...(baseOption(theme).tooltip as object),
      formatter: (items: unknown) => tooltipOf(items, input),
    },
    series: [
      {
        type: 'line',
        id: 'low',
        data: pairs(low),
        stack: 'band',
        stackStrategy: 'all',
        symbol: 'none',
        silent: true,
        lineStyle: { width: 0 },
      },
      {
        type: 'line',
        id: 'width',
        data: pairs(width),
        stack: 'band',
        stackStrategy: 'all',
        symbol: 'none',
        silent: true,
        lineStyle: { width: 0 },
        areaStyle: { color: theme.accent, opacity: 0.16 },
      },
      {
        type: 'line',
        id: 'points',
        name: input.yName,
        data: pairs(y),
        symbol: 'circle',
        symbolSize: 7,
        showSymbol: true,
        itemStyle: { color: theme.accent },
        lineStyle: { color: theme.accent, width: 2 },
        emphasis: { disabled: true },
        z: 3,
      },
    ],
  };
}

function tooltipOf(items: unknown, input: BandInput): string {
  const at = (Array.isArray(items) ? (items as { dataIndex: number }[])[0]?.dataIndex : undefined) ?? -1;
  const [x, y] = [input.x[at], input.y[at]];
  if (x === undefined || y === undefined) return '';
  const [low, high] = [input.low[at] ?? null, input.high[at] ?? null];
  const band =
    low === null || high === null ? '' : `<br>${input.bandName} ${input.format(low)} – ${input.format(high)}`;
  return `${input.xName} ${input.formatX(x)}<br>${input.yName} <b>${input.format(y)}</b>${band}`;
}

export function bandTable(input: BandInput): ChartTable {
  return {
    columns: [input.xName, input.yName, `${input.bandName} −`, `${input.bandName} +`],
    rows: input.x.map((x, i) => [x, input.y[i] ?? null, input.low[i] ?? null, input.high[i] ?? null]),
  };
}
