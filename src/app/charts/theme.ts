/** The tokens a chart needs, read from the page's CSS, so that both themes and the export look the same. */
export interface ChartTheme {
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly hairline: string;
  readonly accent: string;
  readonly caution: string;
  readonly series: readonly string[];
  readonly font: string;
}

export const SERIES_COUNT = 10;

/** Reads the tokens as they are in force on `element`. */
export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token('--surface'),
    ink: token('--ink'),
    inkSoft: token('--ink-3'),
    hairline: token('--hairline'),
    accent: token('--accent'),
    caution: token('--caution'),
    series: Array.from({ length: SERIES_COUNT }, (_, index) => token(`--series-${index + 1}`)),
    font: style.fontFamily,
  };
}

/** The colour of a run by its number: fixed for as long as the run exists. */
export function seriesColour(theme: ChartTheme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.ink;
}

/** From the eleventh run on colours repeat, so the stroke tells them apart. */
export function seriesDash(index: number): 'solid' | 'dashed' | 'dotted' {
  return (['solid', 'dashed', 'dotted'] as const)[Math.floor(index / SERIES_COUNT) % 3] ?? 'solid';
}
