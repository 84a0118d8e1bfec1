import { escapeXml } from '../../report/escape';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import type { ChartTheme } from './theme';

export interface HistoryInput {
  /** Numbers of the trials, ascending. */
  readonly numbers: readonly number[];
  /** Score of each; null where it failed. */
  readonly scores: readonly (number | null)[];
  /** Share of the full effort that each was given. */
  readonly efforts: readonly number[];
  /** Best score up to each trial; null before the first. */
  readonly best: readonly (number | null)[];
  readonly xName: string;
  readonly yName: string;
  readonly scoreName: string;
  readonly bestName: string;
  readonly format: (value: number) => string;
}

/** Each trial as a point, hollow where it had part of the effort, under a line of the best so far. */
export function historyOption(input: HistoryInput, theme: ChartTheme): ChartOption {
  const { numbers, scores, efforts, best, format } = input;
  return {
    ...baseOption(theme),
    grid: { left: 58, right: 16, top: 30, bottom: 40, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 24,
      minInterval: 1,
      min: 1,
      max: Math.max(2, (numbers.at(-1) ?? 0) + 1),
      splitLine: { show: false },
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
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    series: [
      {
        type: 'line',
        id: 'trials',
        name: input.scoreName,
        data: numbers.map((number, i) => ({
          value: [number + 1, scores[i] ?? Number.NaN],
          itemStyle: {
            color: efforts[i] === 1 ? theme.inkSoft : theme.surface,
            borderColor: theme.inkSoft,
            borderWidth: 1.2,
          },
        })),
        symbol: 'circle',
        symbolSize: 6,
        showSymbol: true,
        lineStyle: { width: 0 },
        emphasis: { disabled: true },
        z: 2,
      },
      {
        type: 'line',
        id: 'best',
        name: input.bestName,
        step: 'end',
        data: numbers.map((number, i) => [number + 1, best[i] ?? Number.NaN]),
        showSymbol: numbers.length < 3,
        symbol: 'circle',
        symbolSize: 5,
        itemStyle: { color: theme.accent },
        lineStyle: { color: theme.accent, width: 2 },
        emphasis: { disabled: true },
        z: 3,
      },
    ],
  };
}

export function historyTable(input: HistoryInput): ChartTable {
  return {
    columns: [input.xName, input.scoreName, input.bestName],
    rows: input.numbers.map((number, i) => [number + 1, input.scores[i] ?? null, input.best[i] ?? null]),
  };
}

/** An axis of the parallel coordinates: a range of numbers, or names. */
export interface ParallelAxis {
  readonly name: string;
  readonly names: readonly string[] | null;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export interface ParallelInput {
  /** The last one is the score. */
  readonly axes: readonly ParallelAxis[];
  /** From the worst to the best, so that the best are drawn last; a name or a number for each axis. */
  readonly lines: readonly {
    readonly number: number;
    readonly values: readonly (string | number)[];
    /** 0 the worst, 1 the best. */
    readonly standing: number;
    readonly marked: boolean;
  }[];
  readonly format: (value: number) => string;
  readonly trialName: (number: number) => string;
}

/** Each trial as a line through its parameters to its score: the better, the stronger; a marked one in full. */
export function parallelOption(input: ParallelInput, theme: ChartTheme): ChartOption {
  const { axes, lines, format } = input;
  return {
    ...baseOption(theme),
    tooltip: {
      ...(baseOption(theme).tooltip as object),
      trigger: 'item',
      formatter: (item: unknown) => tooltipOf(item, input),
    },
    parallel: { left: 44, right: 58, top: 44, bottom: 20, axisExpandable: false },
    parallelAxis: axes.map((axis, dim) => ({
      dim,
      name: axis.name,
      nameLocation: 'end' as const,
      nameGap: dim % 2 === 0 ? 8 : 22,
      nameTextStyle: { color: theme.ink, fontSize: 11.5, width: 120, overflow: 'truncate' as const },
      axisLine: { lineStyle: { color: theme.hairline } },
      axisTick: { show: false },
      ...(axis.names
        ? {
            type: 'category' as const,
            data: [...axis.names],
            axisLabel: { color: theme.inkSoft, fontSize: 11, width: 90, overflow: 'truncate' as const },
          }
        : {
            type: axis.log ? ('log' as const) : ('value' as const),
            min: axis.low,
            max: axis.high,
            splitNumber: 4,
            axisLabel: {
              color: theme.inkSoft,
              fontSize: 11,
              formatter: (value: number) => format(value),
              // The ends of a swept range are worth a label; those of the scores are no round numbers.
              showMinLabel: dim < axes.length - 1,
              showMaxLabel: dim < axes.length - 1,
            },
          }),
    })),
    series: [
      {
        type: 'parallel',
        id: 'trials',
        smooth: false,
        inactiveOpacity: 0.04,
        progressive: 0,
        data: lines.map(({ values, standing, marked }) => ({
          value: [...values],
          lineStyle: {
            color: marked ? theme.caution : standing >= 0.9 ? theme.accent : theme.inkSoft,
            width: marked || standing === 1 ? 2.4 : 1.1,
            opacity: marked ? 1 : 0.12 + 0.75 * standing ** 3,
          },
        })),
        emphasis: { lineStyle: { width: 2.4, opacity: 1 } },
      },
    ],
  };
}

function tooltipOf(item: unknown, { axes, lines, format, trialName }: ParallelInput): string {
  const line = lines[(item as { dataIndex?: number }).dataIndex ?? -1];
  if (!line) return '';
  const rows = axes.map(({ name }, i) => {
    const value = line.values[i];
    return `${escapeXml(name)} <b>${typeof value === 'number' ? format(value) : escapeXml(value ?? '')}</b>`;
  });
  return [escapeXml(trialName(line.number)), ...rows].join('<br>');
}

export function parallelTable({ axes, lines, trialName }: ParallelInput): ChartTable {
  return {
    columns: ['', ...axes.map(({ name }) => name)],
    rows: [...lines].reverse().map(({ number, values }) => [trialName(number), ...values]),
  };
}

export interface ShareBarsInput {
  readonly names: readonly string[];
  /** 0 to 1 */
  readonly shares: readonly number[];
  readonly xName: string;
  readonly format: (share: number) => string;
}

/** Shares of one as horizontal bars, each with its figure at its end. */
export function shareBarsOption(input: ShareBarsInput, theme: ChartTheme): ChartOption {
  const longest = Math.max(0, ...input.names.map(lengthOf));
  return {
    ...baseOption(theme),
    grid: { left: Math.min(150, 18 + longest * 7), right: 46, top: 8, bottom: 38, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      ...axisStyle(theme, input.xName),
      nameLocation: 'middle',
      nameGap: 22,
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: { color: theme.inkSoft, fontSize: 11, formatter: (value: number) => input.format(value) },
    },
    yAxis: {
      type: 'category',
      data: [...input.names].reverse(),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.ink, fontSize: 11.5, width: 130, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: [...input.shares].reverse(),
        barMaxWidth: 14,
        itemStyle: { color: theme.accent },
        emphasis: { disabled: true },
        label: {
          show: true,
          position: 'right',
          color: theme.ink,
          fontSize: 11,
          formatter: ({ value }) => input.format(Number(value)),
        },
      },
    ],
  };
}

/** Chinese characters are twice as wide. */
function lengthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/\p{sc=Han}/u.test(character) ? 2 : 1), 0);
}

export function shareBarsTable(input: ShareBarsInput): ChartTable {
  return {
    columns: ['', input.xName],
    rows: input.names.map((name, i) => [name, input.shares[i] ?? null]),
  };
}
