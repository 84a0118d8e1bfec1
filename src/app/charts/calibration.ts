import type { CalibrationBin } from '../../evaluation/probabilities';
import { axisStyle, baseOption, type ChartOption, type ChartTable } from './option';
import type { ChartTheme } from './theme';

export interface CalibrationInput {
  readonly bins: readonly CalibrationBin[];
  /** Names of the axes, of the counts, and of the diagonal. */
  readonly expected: string;
  readonly observed: string;
  readonly pairs: string;
  readonly ideal: string;
}

/** Expected against observed shares on equal axes; a calibrated model lies on the diagonal. */
export function calibrationOption(input: CalibrationInput, theme: ChartTheme): ChartOption {
  const greatest = Math.max(...input.bins.flatMap(({ expected, observed }) => [expected, observed]));
  const end = Math.min(1, Math.ceil(greatest * 10) / 10);
  const axis = (name: string) => ({ type: 'value' as const, min: 0, max: end, ...axisStyle(theme, name) });
  return {
    ...baseOption(theme),
    grid: { left: 52, right: 12, top: 26, bottom: 42, outerBoundsMode: 'none' },
    xAxis: { ...axis(input.expected), nameLocation: 'middle', nameGap: 24 },
    yAxis: {
      ...axis(input.observed),
      nameTextStyle: { color: theme.inkSoft, fontSize: 12, align: 'left', padding: [0, 0, 0, -2] },
    },
    series: [
      {
        type: 'line',
        name: input.ideal,
        data: [
          [0, 0],
          [end, end],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { color: theme.inkSoft, width: 1, type: 'dashed' },
      },
      {
        type: 'line',
        name: input.observed,
        data: input.bins.map(({ expected, observed }) => [expected, observed]),
        symbolSize: 6,
        itemStyle: { color: theme.accent },
        lineStyle: { color: theme.accent, width: 1.6 },
      },
    ],
  };
}

export function calibrationTable(input: CalibrationInput): ChartTable {
  return {
    columns: [input.expected, input.observed, input.pairs],
    rows: input.bins.map(({ expected, observed, count }) => [expected, observed, count]),
  };
}
