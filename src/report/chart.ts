import { scaleLinear, scaleLog } from 'd3-scale';
import { significant } from './format';
import { escapeXml } from './escape';

/** Okabe & Ito's colours, which colour-blind readers tell apart, then four more; dashes say the same in print. */
const SERIES = [
  { colour: '#0072b2', dash: '' },
  { colour: '#d55e00', dash: '6 3' },
  { colour: '#009e73', dash: '2 3' },
  { colour: '#cc79a7', dash: '8 3 2 3' },
  { colour: '#56b4e9', dash: '12 4' },
  { colour: '#e69f00', dash: '1 4' },
  { colour: '#808080', dash: '4 2' },
  { colour: '#8f5a2a', dash: '10 3 2 3 2 3' },
  { colour: '#7a5cc7', dash: '3 6' },
  { colour: '#6b8e23', dash: '14 3 3 3' },
] as const;

const WIDTH = 720;
const HEIGHT = 300;
const MARGIN = { top: 14, right: 150, bottom: 42, left: 64 };
/** Room for one letter of a name at a line's end. */
const LETTER = 7;

export interface LineSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Places in x that are marked: a diamond stands on the first point from there on, none before the line. */
  readonly marks?: readonly number[];
}

export interface LineChart {
  readonly title: string;
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly LineSeries[];
  /** Horizontal reference lines with their names (baselines). */
  readonly references?: readonly { readonly name: string; readonly y: number }[];
}

/**
 * A line chart as one self-contained `<svg>` element with title and description, labelled axes and names at the
 * lines' ends. The y axis is logarithmic where all values are positive and span more than a factor of 50.
 * Returns an empty string where there are no finite points.
 */
export function lineChart(chart: LineChart): string {
  const series = chart.series
    .map((each) => ({
      ...each,
      points: each.points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)),
    }))
    .filter((each) => each.points.length > 0);
  if (series.length === 0) return '';
  const references = chart.references ?? [];
  const xs = series.flatMap((each) => each.points.map(([x]) => x));
  const ys = [...series.flatMap((each) => each.points.map(([, y]) => y)), ...references.map(({ y }) => y)];
  const [yMin, yMax] = [Math.min(...ys), Math.max(...ys)];
  const longest = Math.max(...[...series, ...references].map(({ name }) => name.length));
  const right = WIDTH - Math.max(MARGIN.right, Math.min(WIDTH / 3, LETTER * longest + 12));
  const bottom = HEIGHT - MARGIN.bottom;
  const x = scaleLinear(extent(Math.min(...xs), Math.max(...xs)), [MARGIN.left, right]);
  const y =
    yMin > 0 && yMax / yMin > 50
      ? scaleLog([yMin, yMax], [bottom, MARGIN.top]).nice()
      : scaleLinear(extent(yMin, yMax), [bottom, MARGIN.top]).nice();

  const grid = y
    .ticks(6)
    .map(
      (tick) =>
        `<line class="grid" x1="${MARGIN.left}" x2="${right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>` +
        `<text class="tick" text-anchor="end" x="${MARGIN.left - 8}" y="${round(y(tick) + 4)}">${label(tick)}</text>`,
    );
  const columns = x
    .ticks(8)
    .map(
      (tick) =>
        `<line class="axis" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${bottom}" y2="${bottom + 4}"/>` +
        `<text class="tick" text-anchor="middle" x="${round(x(tick))}" y="${bottom + 17}">${label(tick)}</text>`,
    );
  const names = new LabelColumn();
  const lines = series.map((each, i) => {
    const { colour, dash } = SERIES[i % SERIES.length]!;
    const path = each.points.map(([px, py], j) => `${j ? 'L' : 'M'}${round(x(px))} ${round(y(py))}`).join('');
    const [, last] = each.points.at(-1)!;
    names.add(each.name, y(last), colour);
    const mark =
      each.points.length === 1
        ? `<circle cx="${round(x(each.points[0]![0]))}" cy="${round(y(last))}" r="3" fill="${colour}"/>`
        : '';
    const diamonds = (each.marks ?? []).map((place) => {
      const point = place < each.points[0]![0] ? undefined : each.points.find(([px]) => px >= place);
      return point
        ? `<path d="M${round(x(point[0]))} ${round(y(point[1]) - 6)}l5 6l-5 6l-5 -6z" fill="${colour}"/>`
        : '';
    });
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8"${dash && ` stroke-dasharray="${dash}"`}/>${mark}${diamonds.join('')}`;
  });
  const rules = references.map(({ name, y: value }) => {
    names.add(name, y(value), '#666');
    return `<line x1="${MARGIN.left}" x2="${right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="#888" stroke-width="1"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" class="chart">`,
    `<title>${escapeXml(chart.title)}</title><desc>${escapeXml(chart.description)}</desc>`,
    ...grid,
    `<line class="axis" x1="${MARGIN.left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`,
    ...columns,
    ...rules,
    ...lines,
    names.render(right + 8),
    `<text class="label" text-anchor="middle" x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 6}">${escapeXml(chart.xLabel)}</text>`,
    `<text class="label" text-anchor="middle" transform="translate(14 ${(MARGIN.top + bottom) / 2}) rotate(-90)">${escapeXml(chart.yLabel)}</text>`,
    '</svg>',
  ].join('');
}

/** The same as a file of its own, readable on light and dark ground. */
export function standalone(svg: string): string {
  return svg && `${svg.replace('<title>', `<style>${STYLE}</style><title>`)}\n`;
}

const STYLE = [
  'svg{background:#fff}text{font:12px system-ui,sans-serif}text:not(.series){fill:#333}',
  '.series{font-weight:600}.grid{stroke:#ddd}.axis{stroke:#888}',
  '@media (prefers-color-scheme:dark){svg{background:#111416}text:not(.series){fill:#ccc}',
  '.grid{stroke:#333}.axis{stroke:#777}}',
].join('');

/** Names beside the ends of lines, pushed apart so that none covers another. */
class LabelColumn {
  readonly #labels: { readonly name: string; readonly colour: string; y: number }[] = [];

  add(name: string, y: number, colour: string): void {
    this.#labels.push({ name, y, colour });
  }

  render(x: number): string {
    const sorted = this.#labels.sort((a, b) => a.y - b.y);
    for (let i = 1; i < sorted.length; i++) sorted[i]!.y = Math.max(sorted[i]!.y, sorted[i - 1]!.y + 14);
    const over = (sorted.at(-1)?.y ?? 0) - (HEIGHT - MARGIN.bottom);
    if (over > 0) for (const each of sorted) each.y -= over;
    return sorted
      .map(
        ({ name, colour, y }) =>
          `<text class="series" x="${x}" y="${round(y + 4)}" fill="${colour}">${escapeXml(name)}</text>`,
      )
      .join('');
  }
}

function extent(low: number, high: number): [number, number] {
  if (low < high) return [low, high];
  const margin = Math.abs(low) * 0.05 || 1;
  return [low - margin, high + margin];
}

function label(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6
    ? String(value)
    : String(Number(significant(value)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
