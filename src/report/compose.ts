import type { Language } from '../language';
import { metricDefinition, metricName, NOTATION } from '../evaluation/metrics';
import type { RunRecord } from '../lab/record';
import { modelEntry } from '../models/registry';
import { pathText } from '../similarity/neighbour-path';
import type { Block, ReportDocument, Section } from './document';
import { bytes, count, metricValue, seconds, significant } from './format';
import { baselineTests } from './baseline-tests';
import { calibrationSection } from './calibration';
import { trainingSection } from './training';
import { vocabulary, type Word } from './words';

/** Makes the report of one finished run. Throws nothing for any valid record: what is absent is left out. */
export function composeReport(record: RunRecord, language: Language): ReportDocument {
  const say = vocabulary(language);
  const { experiment } = record;
  const label = modelEntry(experiment.model.name)?.label[language] ?? experiment.model.name;
  return {
    language,
    title: experiment.name || `${label} · ${record.data.name}`,
    subtitle: [label, record.data.name, experiment.split.protocol, record.environment.startedAt].join(' · '),
    sections: [
      result(record, say),
      baselineTests(record, say, language),
      folds(record, say),
      groups(record, say),
      calibrationSection(record, say),
      warnings(record, say, language),
      trainingSection(record, say),
      setup(record, say),
      data(record, say),
      environment(record, say, language),
      definitions(record, say, language),
      reproduction(record, say),
    ].filter((section) => section !== null && section.blocks.length > 0) as Section[],
  };
}

type Say = (word: Word) => string;

function result(record: RunRecord, say: Say): Section {
  const baselines = Object.entries(record.baselines);
  const rows = Object.entries(record.metrics).map(([name, value]) => {
    const interval = record.intervals[name];
    return [
      name,
      metricValue(value),
      interval ? `${metricValue(interval[0])} – ${metricValue(interval[1])}` : '–',
      ...baselines.map(([, metrics]) => metricValue(metrics[name])),
    ];
  });
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: say('intervalNote'),
      head: [say('metric'), say('thisModel'), say('interval'), ...baselines.map(([name]) => name)],
      columns: ['text', 'number', 'number', ...baselines.map(() => 'number' as const)],
      rows,
    },
  ];
  const { candidates, task } = record.experiment.evaluation;
  if (task === 'ranking' && candidates !== 'all') {
    blocks.unshift({ kind: 'notice', text: say('sampled' in candidates ? 'sampled' : 'listed') });
  }
  if (record.outcome === 'stopped') blocks.unshift({ kind: 'notice', text: say('stopped') });
  return { heading: say('result'), blocks };
}

function folds(record: RunRecord, say: Say): Section | null {
  return metricsTable(
    record,
    say('folds'),
    say('fold'),
    record.folds.map(({ name, metrics }) => [name, metrics] as const),
  );
}

function groups(record: RunRecord, say: Say): Section | null {
  return metricsTable(
    record,
    say('groups'),
    say('group'),
    Object.entries(record.groups).map(
      ([name, metrics]) => [isGroup(name) ? say(name) : name, metrics] as const,
    ),
  );
}

const GROUPS = [
  'warm',
  'cold',
  'light-users',
  'medium-users',
  'heavy-users',
  'warm-items',
  'cold-items',
  'head-items',
  'middle-items',
  'tail-items',
] as const;

function isGroup(name: string): name is (typeof GROUPS)[number] {
  return (GROUPS as readonly string[]).includes(name);
}

/** A section with one table: a row a name, a column a metric that any of the rows has. */
function metricsTable(
  record: RunRecord,
  heading: string,
  first: string,
  rows: readonly (readonly [name: string, metrics: Readonly<Record<string, number>>])[],
): Section | null {
  if (rows.length === 0) return null;
  const names = Object.keys(record.metrics).filter((name) => rows.some(([, metrics]) => name in metrics));
  return {
    heading,
    blocks: [
      {
        kind: 'table',
        caption: '',
        head: [first, ...names],
        columns: ['text', ...names.map(() => 'number' as const)],
        rows: rows.map(([name, metrics]) => [name, ...names.map((metric) => metricValue(metrics[metric]))]),
      },
    ],
  };
}

function warnings(record: RunRecord, say: Say, language: Language): Section {
  return {
    heading: say('warnings'),
    blocks: record.warnings.map(({ text }) => ({ kind: 'notice', text: text[language] })),
  };
}

function setup(record: RunRecord, say: Say): Section {
  const { name: _name, version: _version, ...rest } = record.experiment;
  return { heading: say('setup'), blocks: [pairs(say('parameter'), say('value'), flatten(rest, ''))] };
}

/** `{a: {b: 1}}` as rows `a.b`, `1`. */
export function flatten(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value)) return [[path, value.join(', ')]];
  if (value === null || typeof value !== 'object')
    return [[path, typeof value === 'string' ? value : JSON.stringify(value ?? null)]];
  return Object.entries(value).flatMap(([key, each]) => flatten(each, path ? `${path}.${key}` : key));
}

function data(record: RunRecord, say: Say): Section {
  const { name, users, items, interactions, train, validation, test, rejected, sha256 } = record.data;
  return {
    heading: say('data'),
    blocks: [
      pairs(say('dataSet'), name, [
        [say('users'), count(users)],
        [say('items'), count(items)],
        [say('interactions'), count(interactions)],
        [say('density'), `${significant((100 * interactions) / (users * items), 3)} %`],
        [say('parts'), [train, validation, test].map(count).join(' / ')],
        [say('testUsers'), `${count(record.testUsers.all)} (${count(record.testUsers.cold)})`],
        [say('rejected'), count(rejected)],
        ['SHA-256', sha256],
      ]),
    ],
  };
}

function environment(record: RunRecord, say: Say, language: Language): Section {
  const { peakBytes, plannedBytes, budgetBytes } = record.memory;
  const memory = [peakBytes, plannedBytes, budgetBytes].map((b) => (b === null ? '–' : bytes(b))).join(' / ');
  const ways = (record.neighboursBy ?? []).map((path): [string, string] => [
    say('neighboursBy'),
    pathText(path)[language],
  ]);
  return {
    heading: say('environment'),
    blocks: [
      environmentTable(record.environment, say, [...ways, [say('memory'), memory]]),
      pairs(
        say('phase'),
        say('time'),
        Object.entries(record.timings).map(([phase, time]) => [phase, seconds(time)]),
        'number',
      ),
    ],
  };
}

/** Where and by which code a run was made. */
export function environmentTable(
  { adapter, backend, browser, code, startedAt }: RunRecord['environment'],
  say: Say,
  more: [string, string][] = [],
): Block {
  const kind = adapter.kind === 'software' ? ` (${say('software')})` : '';
  return pairs(say('environment'), '', [
    [say('adapter'), `${adapter.name}${kind}`],
    [say('backend'), backend === 'cpu' ? say('cpu') : 'WebGPU'],
    [say('browser'), browser],
    [say('version'), code],
    [say('started'), startedAt],
    ...more,
  ]);
}

function definitions(record: RunRecord, say: Say, language: Language): Section {
  const names = [...new Set(Object.keys(record.metrics).map(metricName))];
  const rows = names.flatMap((name) => {
    const definition = metricDefinition(name);
    return definition ? [[name, definition.label[language], definition.formula, definition.source]] : [];
  });
  return {
    heading: say('definitions'),
    blocks: rows.length
      ? [
          {
            kind: 'table',
            caption: NOTATION[language],
            head: [say('metric'), '', say('formula'), say('source')],
            columns: ['text', 'text', 'text', 'text'],
            rows,
          },
        ]
      : [],
  };
}

function reproduction(record: RunRecord, say: Say): Section {
  return {
    heading: say('reproduce'),
    blocks: [
      { kind: 'paragraph', text: say('reproduceNote') },
      { kind: 'code', summary: say('experiment'), text: JSON.stringify(record.experiment, null, 2) },
      { kind: 'code', summary: say('record'), text: JSON.stringify(record, null, 1) },
    ],
  };
}

/** A table of two columns. */
export function pairs(
  key: string,
  value: string,
  rows: [string, string][],
  second: 'text' | 'number' = 'text',
): Block {
  return { kind: 'table', caption: '', head: [key, value], columns: ['text', second], rows };
}
