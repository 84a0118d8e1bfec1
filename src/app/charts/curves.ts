import type { SeriesOption } from 'echarts';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import { robustRange, smooth } from './smoothing';
import { seriesColour, seriesDash, type ChartTheme } from './theme';

/** One measured course over epochs (or seconds), ascending in x. */
export interface Curve {
  readonly name: string;
  /** Number of the run, which fixes its colour. */
  readonly colour: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Drawn dashed beside the solid curve of the same run, e.g. validation beside train. */
  readonly dashed?: boolean;
  /** Places in x that are marked: a diamond stands on the first point from there on, none before the curve. */
  readonly marks?: readonly number[];
}

export interface CurvesInput {
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly yName: string;
  /** Weight of the moving average, 0 (raw) to below 1. */
  readonly smoothing: number;
  readonly logY: boolean;
  /** Leave curves that ran away out of the range of y. */
  readonly clip: boolean;
  readonly format: (value: number) => string;
}

/** Curves as a faint raw line under a strong smoothed one, each named at its end. */
export function curvesOption(input: CurvesInput, theme: ChartTheme): ChartOption {
  const { curves, smoothing, logY, format } = input;
  const longest = Math.max(0, ...curves.map((curve) => curve.name.length));
  const range = input.clip ? robustRange(curves.map((curve) => curve.y)) : null;
  const margin = range ? Math.max((range[1] - range[0]) * 0.05, Math.abs(range[1]) * 1e-6) : 0;
  const names = new Map(curves.map((curve, index) => [`s${index}`, curve.name]));
  return {
    ...baseOption(theme),
    grid: {
      left: 52,
      right: curves.length === 0 ? 12 : Math.min(200, 40 + longest * 6.6),
      top: 30,
      bottom: 40,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      min: 'dataMin',
      max: 'dataMax',
      splitLine: { show: false },
    },
    yAxis: {
      type: logY ? 'log' : 'value',
      ...axisStyle(theme, input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 2, -2] },
      scale: true,
      ...(range && !logY ? { min: range[0] - margin, max: range[1] + margin } : {}),
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => format(value) },
    },
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true },
    ],
    tooltip: {
      ...(baseOption(theme).tooltip as object),
      formatter: (items: unknown) => tooltipOf(items, names, input),
    },
    series: curves.flatMap((curve, index) => curveSeries(curve, index, smoothing, logY, theme)),
  };
}

function curveSeries(
  curve: Curve,
  index: number,
  smoothing: number,
  logY: boolean,
  theme: ChartTheme,
): SeriesOption[] {
  const colour = seriesColour(theme, curve.colour);
  const dash = curve.dashed ? 'dashed' : seriesDash(curve.colour);
  const points = (values: Float64Array): Float64Array => {
    const flat = new Float64Array(values.length * 2);
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? Number.NaN;
      flat[2 * at] = curve.x[at] ?? 0;
      // A logarithmic axis has no place for zero and below.
      flat[2 * at + 1] = logY && value <= 0 ? Number.NaN : value;
    }
    return flat;
  };
  const line = (id: string, values: Float64Array, strong: boolean): SeriesOption => ({
    type: 'line',
    id,
    name: curve.name,
    dimensions: ['x', 'y'],
    // ECharts reads a flat Float64Array of pairs twenty times faster than an array of pairs.
    data: points(values) as unknown as number[],
    sampling: 'lttb',
    showSymbol: values.length <= 2,
    symbol: 'circle',
    symbolSize: strong ? 5 : 0,
    silent: !strong,
    z: strong ? 3 : 2,
    emphasis: { disabled: true },
    itemStyle: { color: colour },
    lineStyle: { color: colour, type: dash, width: strong ? 1.8 : 1, opacity: strong ? 1 : 0.32 },
    ...(strong
      ? {
          endLabel: {
            show: true,
            // Names are pushed apart where lines end together; the dash in the line's colour says whose they are.
            formatter: `{line|━} ${curve.name}`,
            rich: { line: { color: colour, fontSize: 12 } },
            color: theme.ink,
            fontSize: 12,
            distance: 6,
          },
          labelLayout: { moveOverlap: 'shiftY' as const },
        }
      : {}),
  });
  const shown = smoothing <= 0 ? curve.y : smooth(curve.y, smoothing);
  const strong = line(`s${index}`, shown, true);
  const raw = smoothing <= 0 ? [] : [line(`raw${index}`, curve.y, false)];
  return [...raw, strong, ...marksSeries(curve, index, shown, colour, theme)];
}

function marksSeries(
  { name, x, marks = [] }: Curve,
  index: number,
  y: Float64Array,
  colour: string,
  theme: ChartTheme,
): SeriesOption[] {
  const points = marks
    .filter((mark) => mark >= (x[0] ?? NaN))
    .map((mark) => x.findIndex((each) => each >= mark))
    .filter((at) => at >= 0)
    .map((at) => [x[at]!, y[at]!]);
  if (points.length === 0) return [];
  return [
    {
      type: 'line',
      id: `marks${index}`,
      name,
      data: points,
      showSymbol: true,
      showAllSymbol: true,
      symbol: 'diamond',
      symbolSize: 11,
      silent: true,
      z: 4,
      emphasis: { disabled: true },
      itemStyle: { color: colour, borderColor: theme.surface, borderWidth: 1 },
      lineStyle: { width: 0 },
    },
  ];
}

interface TooltipItem {
  readonly seriesId?: string;
  readonly color?: string;
  readonly dataIndex: number;
  readonly value: unknown;
}

function tooltipOf(items: unknown, names: ReadonlyMap<string, string>, input: CurvesInput): string {
  const shown = (Array.isArray(items) ? (items as TooltipItem[]) : []).filter((item) =>
    names.has(item.seriesId ?? ''),
  );
  const first = shown[0];
  if (!first) return '';
  const pair = (item: TooltipItem) => (Array.isArray(item.value) ? (item.value as number[]) : []);
  const rows = shown.map((item) => {
    const index = Number((item.seriesId ?? 's0').slice(1));
    const raw = input.curves[index]?.y[item.dataIndex] ?? pair(item)[1] ?? Number.NaN;
    return `<span style="color:${item.color}">━</span> ${escape(names.get(item.seriesId ?? '') ?? '')} <b>${input.format(raw)}</b>`;
  });
  return [`${escape(input.xName)} ${input.format(pair(first)[0] ?? 0)}`, ...rows].join('<br>');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** One row per x, one column per curve. */
export function curvesTable(input: CurvesInput): ChartTable {
  const rows = new Map<number, (number | null)[]>();
  input.curves.forEach((curve, column) => {
    curve.x.forEach((x, at) => {
      const row = rows.get(x) ?? new Array<number | null>(input.curves.length).fill(null);
      row[column] = curve.y[at] ?? null;
      rows.set(x, row);
    });
  });
  return {
    columns: [input.xName, ...input.curves.map((curve) => curve.name)],
    rows: [...rows].sort(([a], [b]) => a - b).map(([x, values]) => [x, ...values]),
  };
}
