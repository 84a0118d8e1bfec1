import type { ChartEngine } from './engine';
import type { ChartOption } from './option';

/** The chart as a standalone SVG with a title for screen readers. */
export function svgOf(
  engine: ChartEngine,
  option: ChartOption,
  size: { width: number; height: number },
  title: string,
): string {
  const host = document.createElement('div');
  const chart = engine.create(host, 'svg', size);
  try {
    chart.setOption(option);
    const svg = chart.renderToSVGString();
    const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return svg.replace(/<svg([^>]*)>/, `<svg$1 role="img"><title>${escaped}</title>`);
  } finally {
    chart.dispose();
  }
}

/** Saves `blob` under `name` in the researcher's downloads. */
export function downloadBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Chrome reads the object URL after the click returns; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
