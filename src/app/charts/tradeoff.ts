import type { SeriesOption } from 'echarts';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import { seriesColour, type ChartTheme } from './theme';

/** One setting of a method: what it gains, what it costs, and how sure that is. */
export interface TradeoffPoint {
  readonly strength: number;
  readonly x: number;
  readonly y: number;
  readonly interval: readonly [low: number, high: number];
  readonly p: number;
}

export interface TradeoffInput {
  readonly curves: readonly { readonly name: string; readonly points: readonly TradeoffPoint[] }[];
  /** Where nothing is turned yet; every curve begins there. */
  readonly start: { readonly name: string; readonly point: TradeoffPoint };
  readonly xName: string;
  readonly yName: string;
  /** Heads of the table beside those of the axes. */
  readonly columns: {
    readonly method: string;
    readonly strength: string;
    readonly low: string;
    readonly high: string;
    readonly p: string;
  };
  readonly format: (value: number) => string;
}

/** Curves through the settings of each method, every setting marked with its strength. */
export function tradeoffOption(input: TradeoffInput, theme: ChartTheme): ChartOption {
  const { start, format } = input;
  return {
    ...baseOption(theme),
    grid: { left: 46, right: 14, top: 30, bottom: 40, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      scale: true,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...axisStyle(theme, input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 2, -2] },
      min: 0,
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => format(value) },
    },
    tooltip: {
      ...(baseOption(theme).tooltip as object),
      trigger: 'item',
      formatter: (item: unknown) => tooltipOf(item, input),
    },
    series: [
      ...input.curves.map(({ name, points }, index): SeriesOption => {
        const colour = seriesColour(theme, index);
        return {
          type: 'line',
          id: `s${index}`,
          name,
          data: [start.point, ...points].map(({ x, y }) => [x, y]),
          symbol: index % 2 === 0 ? 'circle' : 'rect',
          symbolSize: 7,
          showAllSymbol: true,
          emphasis: { disabled: true },
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: 1.6 },
          label: {
            show: true,
            // The curves lie close together: the strengths of one stand above it, those of the other below.
            position: index % 2 === 0 ? 'top' : 'bottom',
            distance: 4,
            color: colour,
            fontSize: 10.5,
            formatter: ({ dataIndex }) => labelOf(name, points, dataIndex),
          },
          labelLayout: { hideOverlap: true },
        };
      }),
      {
        type: 'line',
        id: 'start',
        name: start.name,
        data: [[start.point.x, start.point.y]],
        symbol: 'diamond',
        symbolSize: 11,
        z: 4,
        emphasis: { disabled: true },
        itemStyle: { color: theme.ink },
        label: { show: true, position: 'right', color: theme.ink, fontSize: 11, formatter: start.name },
      },
    ],
  };
}

/** The strength of a point; the first one that is turned also says whose curve it is. */
function labelOf(name: string, points: readonly TradeoffPoint[], dataIndex: number): string {
  const point = points[dataIndex - 1];
  if (!point) return '';
  return dataIndex === 1 ? `${name} ${point.strength}` : String(point.strength);
}

function tooltipOf(item: unknown, { curves, start, xName, yName, format, columns }: TradeoffInput): string {
  const { seriesId = '', dataIndex } = item as { readonly seriesId?: string; readonly dataIndex: number };
  const curve = seriesId === 'start' ? undefined : curves[Number(seriesId.slice(1))];
  const point = curve && dataIndex > 0 ? curve.points[dataIndex - 1]! : start.point;
  const head = curve && dataIndex > 0 ? `${curve.name} ${point.strength}` : start.name;
  const [low, high] = point.interval;
  return [
    head,
    `${yName} <b>${format(point.y)}</b> (${format(low)}–${format(high)})`,
    `${xName} <b>${format(point.x)}</b>`,
    `${columns.p} ${format(point.p)}`,
  ].join('<br>');
}

/** One row a setting. */
export function tradeoffTable({ curves, start, xName, yName, columns }: TradeoffInput): ChartTable {
  const row = (name: string, { strength, x, y, interval: [low, high], p }: TradeoffPoint) => [
    name,
    strength,
    y,
    low,
    high,
    x,
    p,
  ];
  return {
    columns: [columns.method, columns.strength, yName, columns.low, columns.high, xName, columns.p],
    rows: [
      row(start.name, start.point),
      ...curves.flatMap(({ name, points }) => points.map((point) => row(name, point))),
    ],
  };
}
