import type { Language } from '../language';
import type { ReplayRecord } from '../lab/replay/record';
import { lineChart, standalone } from './chart';
import { environmentTable, flatten, pairs } from './compose';
import type { Block, ReportDocument, Section } from './document';
import { csv } from './escape';
import { count, metricValue, significant } from './format';
import { vocabulary, type Word } from './words';

type Say = (word: Word) => string;

/** The report of a finished replay: figures, windowed curves, latencies and pairwise tests of its models. */
export function composeReplay(record: ReplayRecord, language: Language): ReportDocument {
  const say = vocabulary(language);
  const { replay } = record;
  const { name: _name, version: _version, ...setup } = replay;
  return {
    language,
    title: replay.name || `${say('stream')} · ${record.data.name}`,
    subtitle: [record.models.map(({ key }) => key).join(', '), record.environment.startedAt].join(' · '),
    sections: [
      {
        heading: say('result'),
        blocks: [figures(record, say), { kind: 'paragraph', text: say('prequentialNote') }],
      },
      {
        heading: say('overWindow'),
        blocks: [...curves(record, say), drifts(record, say), ...refits(record, say)],
      },
      { heading: say('latency'), blocks: [latencies(record, say)] },
      comparisons(record, say),
      { heading: say('setup'), blocks: [pairs(say('parameter'), say('value'), flatten(setup, ''))] },
      {
        heading: say('data'),
        blocks: [
          pairs(say('dataSet'), record.data.name, [
            [say('users'), count(record.data.users)],
            [say('items'), count(record.data.items)],
            [say('events'), count(record.data.events)],
            ['SHA-256', record.data.sha256],
          ]),
        ],
      },
      { heading: say('environment'), blocks: [environmentTable(record.environment, say)] },
      {
        heading: say('reproduce'),
        blocks: [{ kind: 'code', summary: say('experiment'), text: JSON.stringify(replay, null, 2) }],
      },
    ],
  };
}

function figures(record: ReplayRecord, say: Say): Block {
  const names = [...new Set(record.models.flatMap(({ metrics }) => Object.keys(metrics)))];
  return {
    kind: 'table',
    caption: '',
    head: [say('model'), ...names, say('judged'), say('judgedCold')],
    columns: ['text', ...names.map(() => 'number' as const), 'number', 'number'],
    rows: record.models.map(({ key, metrics, judged, judgedCold }) => [
      key,
      ...names.map((name) => metricValue(metrics[name])),
      count(judged),
      count(judgedCold),
    ]),
  };
}

const QUANTITIES = ['recall', 'rmse'] as const;

function curves(record: ReplayRecord, say: Say): Block[] {
  return QUANTITIES.map((quantity): Block => {
    const { caption, svg } = curvesOf(record, quantity, say);
    return { kind: 'figure', svg, caption: svg && caption };
  });
}

/** The windowed curves of one quantity; no chart where no model was judged by it. */
function curvesOf(record: ReplayRecord, quantity: (typeof QUANTITIES)[number], say: Say) {
  const { topN, window } = record.replay.stream;
  const name = quantity === 'recall' ? `recall@${topN}` : 'rmse';
  const series = record.models
    .map(({ key, series, refits }) => ({
      name: key,
      marks: refits.flatMap(({ swapped }) => swapped ?? []),
      points: series.flatMap((point) => {
        const value = point[quantity];
        return value === null ? [] : [[point.event, value] as const];
      }),
    }))
    .filter(({ points }) => points.length > 0);
  const caption = `${name} · ${say('overWindow')} (${count(window)})`;
  const svg = lineChart({
    title: caption,
    description: series.map((each) => `${each.name}: ${significant(each.points.at(-1)![1])}`).join('; '),
    xLabel: say('event'),
    yLabel: name,
    series,
  });
  return { caption, svg };
}

/** The curves of what was recommended (of models that only rate: of their errors) as an SVG file. */
export function renderCurvesSvg(record: ReplayRecord, language: Language): string {
  const say = vocabulary(language);
  const [recall, rmse] = QUANTITIES.map((quantity) => curvesOf(record, quantity, say).svg);
  return standalone(recall || rmse || '');
}

function latencies(record: ReplayRecord, say: Say): Block {
  const percentiles = ['p50', 'p95', 'p99'] as const;
  const head = (word: Word) => percentiles.map((p) => `${say(word)} ${p}`);
  return {
    kind: 'table',
    caption: '',
    head: [say('model'), ...head('recommending'), ...head('updating')],
    columns: ['text', ...Array<'number'>(6).fill('number')],
    rows: record.models.map(({ key, latencies: { recommend, update } }) => [
      key,
      ...percentiles.map((p) => significant(recommend[p], 3)),
      ...percentiles.map((p) => significant(update[p], 3)),
    ]),
  };
}

function comparisons(record: ReplayRecord, say: Say): Section {
  return {
    heading: say('compared'),
    blocks: [
      {
        kind: 'table',
        caption: say('compareNote'),
        head: [say('model'), say('onlyFirst'), say('onlySecond'), 'p', say('adjustedP')],
        columns: ['text', 'number', 'number', 'number', 'number'],
        rows: record.comparisons.map(({ first, second, onlyFirst, onlySecond, p, adjusted }) => [
          `${first} / ${second}`,
          count(onlyFirst),
          count(onlySecond),
          probability(p),
          probability(adjusted),
        ]),
      },
    ],
  };
}

function probability(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}

/** When each model's misses (for one that only rates: errors) began to rise. */
function drifts(record: ReplayRecord, say: Say): Block {
  const { delta, lambda } = record.replay.stream.drift;
  return {
    kind: 'table',
    caption: `${say('driftNote')} δ = ${delta}, λ = ${lambda}`,
    head: [say('model'), say('driftAt')],
    columns: ['text', 'text'],
    rows: record.models.map(({ key, drifts: found }) => [
      key,
      found.map(({ event }) => count(event)).join('; ') || say('noDrift'),
    ]),
  };
}

/** When and why each model was fitted anew; nothing where none was. */
function refits(record: ReplayRecord, say: Say): Block[] {
  const rows = record.models.flatMap(({ key, refits: found }) =>
    found.map(({ began, why, learned, swapped }) => [
      key,
      count(began),
      say(why === 'drift' ? 'refitDrift' : 'refitSchedule'),
      count(learned),
      swapped === null ? '–' : count(swapped),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: say('refitNote'),
      head: [say('model'), say('refitBegan'), say('refitWhy'), say('refitLearned'), say('refitSwapped')],
      columns: ['text', 'number', 'text', 'number', 'number'],
      rows,
    },
  ];
}

/** The windowed curves as CSV: model, event, timestamp, recall, rmse; empty where a model was not judged. */
export function renderSeriesCsv(record: ReplayRecord): string {
  return csv([
    ['model', 'event', 'timestamp', `recall@${record.replay.stream.topN}`, 'rmse'],
    ...record.models.flatMap(({ key, series }) =>
      series.map((point) => [key, point.event, point.timestamp, point.recall ?? '', point.rmse ?? '']),
    ),
  ]);
}
