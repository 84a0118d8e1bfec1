import type { EChartsOption } from 'echarts';
import type { ChartTheme } from './theme';

export type ChartOption = EChartsOption;

/** What a chart shows, as rows: the twin for keyboards and screen readers, and the CSV export. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What every chart of the page has in common: fonts, room for labels, no motion. What it is called stays with its element. */
export function baseOption(theme: ChartTheme): ChartOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.inkSoft },
    // Fixed room for labels: measuring them would build the axes twice, a quarter of the cost of a drawing.
    grid: { left: 52, right: 12, top: 28, bottom: 40, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.surface,
      borderColor: theme.hairline,
      borderWidth: 1,
      padding: [6, 9],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font },
      axisPointer: { type: 'line', lineStyle: { color: theme.inkSoft, width: 1, type: 'solid' } },
    },
  };
}

/** Hairline axes with their name and unit at the end of the axis. */
export function axisStyle(theme: ChartTheme, name: string) {
  return {
    name,
    nameGap: 9,
    nameTextStyle: { color: theme.inkSoft, fontSize: 12 },
    axisLine: { show: true, lineStyle: { color: theme.hairline } },
    axisTick: { show: false },
    axisLabel: { color: theme.inkSoft, fontSize: 11.5, hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: theme.hairline, width: 1, opacity: 0.7 } },
  };
}

/** A table as CSV (RFC 4180, with a byte order mark so that spreadsheets read Chinese). */
export function tableToCsv(table: ChartTable): string {
  const field = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[table.columns, ...table.rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
