import { metricDefinition } from '../evaluation/metrics';
import type { RunRecord } from '../lab/record';
import { lineChart, type LineSeries } from './chart';
import type { Block, Section } from './document';
import { metricValue, significant } from './format';
import type { Word } from './words';

/** `validation:ndcg@10` → `ndcg@10` */
const VALIDATION = 'validation:';

/** Curves of everything in the history, one figure a quantity, with best and last value of each. */
export function trainingSection(record: RunRecord, say: (word: Word) => string): Section | null {
  const { history } = record;
  if (history.length === 0) return null;
  const series = new Map<string, [number, number][]>();
  for (const point of history) {
    for (const [name, value] of Object.entries(point.values)) {
      if (!series.has(name)) series.set(name, []);
      series.get(name)!.push([point.epoch, value]);
    }
  }
  const quantities = new Map<string, LineSeries[]>();
  for (const [name, points] of series) {
    const validation = name.startsWith(VALIDATION);
    const quantity = validation ? name.slice(VALIDATION.length) : name;
    const each = { name: `${quantity} (${say(validation ? 'validation' : 'train')})`, points };
    quantities.set(quantity, [...(quantities.get(quantity) ?? []), each]);
  }
  const figures = [...quantities].map(([quantity, lines]): Block => {
    const references = Object.entries(record.baselines).flatMap(([name, metrics]) =>
      quantity in metrics ? [{ name, y: metrics[quantity]! }] : [],
    );
    const caption = `${quantity === 'loss' ? say('loss') : quantity} · ${say('training')}`;
    const svg = lineChart({
      title: caption,
      description: lines.map((line) => `${line.name}: ${extremes(line.points, quantity, say)}`).join('; '),
      xLabel: say('epoch'),
      yLabel: quantity === 'loss' ? say('loss') : quantity,
      series: lines,
      references,
    });
    return { kind: 'figure', svg, caption };
  });
  // A norm has no best value.
  const judged = [...quantities].filter(([quantity]) => !quantity.endsWith('Norm'));
  return { heading: say('training'), blocks: [...figures, summary(judged, say)] };
}

/** Whether a smaller value of this quantity is the better one. */
export function lowerIsBetter(quantity: string): boolean {
  return quantity === 'loss' || metricDefinition(quantity)?.better === 'lower';
}

function bestOf(points: LineSeries['points'], quantity: string): readonly [number, number] {
  const sign = lowerIsBetter(quantity) ? 1 : -1;
  return points.reduce((best, point) => (sign * point[1] < sign * best[1] ? point : best));
}

function extremes(points: LineSeries['points'], quantity: string, say: (word: Word) => string): string {
  const [epoch, value] = bestOf(points, quantity);
  if (quantity.endsWith('Norm')) return `${say('last')} ${significant(points.at(-1)![1])}`;
  return `${say('best')} ${significant(value)} (${say('epoch')} ${epoch}), ${say('last')} ${significant(points.at(-1)![1])}`;
}

function summary(quantities: [string, LineSeries[]][], say: (word: Word) => string): Block {
  return {
    kind: 'table',
    caption: '',
    head: ['', say('best'), say('atEpoch'), say('last')],
    columns: ['text', 'number', 'number', 'number'],
    rows: quantities.flatMap(([quantity, lines]) =>
      lines.map(({ name, points }) => {
        const [epoch, best] = bestOf(points, quantity);
        return [name, metricValue(best), significant(epoch), metricValue(points.at(-1)![1])];
      }),
    ),
  };
}
