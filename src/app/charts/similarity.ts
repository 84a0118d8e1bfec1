import type { Histogram } from '../../data/statistics';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import type { ChartTheme } from './theme';

/** A square block of similarities with the names of its rows and columns. */
export interface BlockInput {
  readonly names: readonly string[];
  /** f64[names × names], NaN where there is none */
  readonly similarities: Float64Array;
  readonly supports: Uint32Array;
  readonly format: (value: number) => string;
  /** What the similarity and the support of a pair are called. */
  readonly words: { readonly similarity: string; readonly support: string };
}

/** Heat map: the deeper the accent the more alike; negative similarities in the colour of caution. */
export function heatMapOption(input: BlockInput, theme: ChartTheme): ChartOption {
  const { names, similarities, supports, format, words } = input;
  const size = names.length;
  const present = similarities.filter((value) => !Number.isNaN(value));
  const low = present.reduce((a, b) => Math.min(a, b), 0);
  const high = present.reduce((a, b) => Math.max(a, b), 0) || 1;
  const bound = Math.max(high, -low);
  const labels = names.map((name, i) => `${i + 1} ${name}`);
  const axis = {
    type: 'category' as const,
    data: labels,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
  };
  return {
    ...baseOption(theme),
    grid: { left: 170, right: 12, top: 8, bottom: 58, outerBoundsMode: 'none' },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'item',
      renderMode: 'richText',
      formatter: (point) => {
        const [x, y, value] = (point as unknown as { value: [number, number, number] }).value;
        const support = supports[y * size + x]!;
        return `${names[y]}\n${names[x]}\n${words.similarity} ${format(value)} · ${words.support} ${support}`;
      },
    },
    xAxis: {
      ...axis,
      axisLabel: {
        color: theme.inkSoft,
        fontSize: 10.5,
        interval: 0,
        formatter: (_: string, i: number) => `${i + 1}`,
      },
    },
    yAxis: {
      ...axis,
      inverse: true,
      axisLabel: { color: theme.inkSoft, fontSize: 11, interval: 0, width: 160, overflow: 'truncate' },
    },
    visualMap: {
      min: low < 0 ? -bound : 0,
      max: bound,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 2,
      itemWidth: 10,
      itemHeight: 140,
      formatter: (value) => format(Number(value)),
      textStyle: { color: theme.inkSoft, fontSize: 11 },
      text: [format(bound), format(low < 0 ? -bound : 0)],
      inRange: {
        color: low < 0 ? [theme.caution, theme.surface, theme.accent] : [theme.surface, theme.accent],
      },
    },
    series: [
      {
        type: 'heatmap',
        data: Array.from(similarities.keys())
          .filter((at) => !Number.isNaN(similarities[at]!))
          .map((at) => [at % size, Math.floor(at / size), similarities[at]!]),
        itemStyle: { borderColor: theme.surface, borderWidth: 1 },
        emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1 } },
      },
    ],
  };
}

export function blockTable({ names, similarities }: Pick<BlockInput, 'names' | 'similarities'>): ChartTable {
  const size = names.length;
  return {
    columns: ['', ...names],
    rows: names.map((name, i) => [
      name,
      ...Array.from(similarities.subarray(i * size, (i + 1) * size), (s) => (Number.isNaN(s) ? null : s)),
    ]),
  };
}

/** Most links beyond those to the entity itself; more is a ball of wool. */
const LINKS = 40;

/**
 * The neighbourhood as a graph: the entity in the middle, its neighbours around it, nearer and with a stronger line
 * the more alike; a thin line between neighbours that are as alike as the weakest of them is to the entity.
 */
export function neighbourhoodOption(
  input: BlockInput & { sizes: readonly number[] },
  theme: ChartTheme,
): ChartOption {
  const { names, similarities, sizes, format } = input;
  const size = names.length;
  const own = Array.from({ length: size - 1 }, (_, i) => similarities[i + 1]!);
  const greatest = Math.max(1e-12, ...own);
  const weakest = Math.min(greatest, ...own);
  const largest = Math.max(1, ...sizes);
  const nodes = names.map((name, i) => {
    const angle = (2 * Math.PI * (i - 1)) / Math.max(1, size - 1) - Math.PI / 2;
    const radius = i === 0 ? 0 : 1.6 - own[i - 1]! / greatest;
    return {
      id: String(i),
      name,
      // In units of which a pixel is many: ECharts straightens lines that are nearly upright by whole units.
      x: 1000 * radius * Math.cos(angle),
      y: 1000 * radius * Math.sin(angle),
      symbolSize: 7 + 15 * Math.sqrt(sizes[i]! / largest),
      itemStyle: { color: i === 0 ? theme.accent : theme.series[0]! },
      label: {
        fontWeight: i === 0 ? ('bold' as const) : ('normal' as const),
        position:
          i === 0 ? ('bottom' as const) : Math.cos(angle) < 0 ? ('left' as const) : ('right' as const),
      },
    };
  });
  const others: { a: number; b: number; s: number }[] = [];
  for (let a = 1; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      const s = Math.max(similarities[a * size + b]!, similarities[b * size + a]!);
      if (s >= weakest) others.push({ a, b, s });
    }
  others.sort((x, y) => y.s - x.s);
  const line = (a: number, b: number, s: number, mine: boolean) => ({
    source: String(a),
    target: String(b),
    value: s,
    lineStyle: {
      color: mine ? theme.accent : theme.inkSoft,
      width: mine ? 1 + 3 * (s / greatest) : 0.7,
      opacity: mine ? 0.75 : 0.35,
    },
  });
  return {
    ...baseOption(theme),
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'item',
      renderMode: 'richText',
      formatter: (point) => {
        const { dataType, data, name } = point as unknown as {
          dataType: string;
          name: string;
          data: { source: string; target: string; value: number };
        };
        return dataType === 'edge'
          ? `${names[Number(data.source)]}\n${names[Number(data.target)]}\n${format(data.value)}`
          : name;
      },
    },
    series: [
      {
        type: 'graph',
        layout: 'none',
        left: 110,
        right: 110,
        top: 20,
        bottom: 20,
        preserveAspect: 'contain',
        data: nodes,
        links: [
          ...own.map((s, i) => line(0, i + 1, s, true)),
          ...others.slice(0, LINKS).map(({ a, b, s }) => line(a, b, s, false)),
        ],
        label: {
          show: true,
          color: theme.ink,
          fontSize: 11,
          width: 110,
          overflow: 'truncate',
        },
        labelLayout: { hideOverlap: true },
        emphasis: { focus: 'adjacency', lineStyle: { opacity: 1 } },
      },
    ],
  };
}

export interface SpreadInput {
  /** A measure's name with its histogram over its own range. */
  readonly curves: readonly { readonly name: string; readonly histogram: Histogram }[];
  readonly xName: string;
  readonly yName: string;
  readonly format: (value: number) => string;
}

/** Share of pairs by similarity, a stepped line a measure, on a logarithmic axis: most pairs are hardly alike. */
export function spreadOption(input: SpreadInput, theme: ChartTheme): ChartOption {
  return {
    ...baseOption(theme),
    grid: { left: 52, right: 12, top: 26, bottom: 42, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'log',
      ...axisStyle(theme, input.yName),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 0, -2] },
      axisLabel: { color: theme.inkSoft, fontSize: 11.5, formatter: (value: number) => input.format(value) },
    },
    series: input.curves.map(({ name, histogram }, index) => ({
      type: 'line' as const,
      name,
      step: 'end' as const,
      showSymbol: false,
      // Nothing has no place on a logarithmic axis.
      data: histogram.counts.map((count, i) => [histogram.edges[i]!, count > 0 ? count : null]),
      itemStyle: { color: theme.series[index]! },
      lineStyle: {
        color: theme.series[index]!,
        width: 1.5,
        type: index === 0 ? ('solid' as const) : ('dashed' as const),
      },
      emphasis: { disabled: true },
    })),
  };
}

export function spreadTable(input: SpreadInput): ChartTable {
  return {
    columns: ['', input.xName, input.yName],
    rows: input.curves.flatMap(({ name, histogram }) =>
      histogram.counts.map((count, i) => [name, histogram.edges[i]!, count]),
    ),
  };
}
