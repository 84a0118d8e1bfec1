import type { DataSummary, Lab, RunHandle, RunOptions } from '../../src/lab/api';
import type { RunEvent } from '../../src/lab/events';
import type { ExperimentInput } from '../../src/lab/experiment';
import type { RunRecord } from '../../src/lab/record';
import type { ModelDescription } from '../../src/models/description';

/** A run whose end the test decides. */
export interface FakeRun {
  readonly experiment: ExperimentInput;
  readonly told: string[];
  tell(...events: RunEvent[]): void;
  finish(record: RunRecord): void;
  fail(error: unknown): void;
}

/** A lab that answers when the test says so. Only what the stores use is there; anything else throws. */
export class FakeLab {
  readonly runs: FakeRun[] = [];
  readonly inspections: {
    readonly data: ExperimentInput['data'];
    answer(summary: DataSummary): void;
    refuse(error: unknown): void;
  }[] = [];
  die!: (error: Error) => void;
  closed = false;
  readonly lab: Lab;

  constructor(models: readonly ModelDescription[]) {
    const ended = new Promise<Error>((resolve) => (this.die = resolve));
    const lab: Partial<Lab> = {
      ended,
      models: () => Promise.resolve(models),
      inspect: (data) =>
        new Promise((resolve, reject) => this.inspections.push({ data, answer: resolve, refuse: reject })),
      run: (experiment, options) => this.start(experiment, options),
      close: () => {
        this.closed = true;
        this.die(new Error('closed'));
      },
    };
    this.lab = lab as Lab;
  }

  private start(experiment: ExperimentInput, options: RunOptions = {}): RunHandle {
    let finish!: (record: RunRecord) => void;
    let fail!: (error: unknown) => void;
    const record = new Promise<RunRecord>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
    const told: string[] = [];
    const tell = (word: string) => () => {
      told.push(word);
      return Promise.resolve();
    };
    this.runs.push({ experiment, told, finish, fail, tell: (...events) => options.onEvent?.(events) });
    const handle: Partial<RunHandle> = {
      record,
      cancel: tell('cancel'),
      pause: tell('pause'),
      release: tell('release'),
    };
    return handle as RunHandle;
  }
}

const text = (word: string) => ({ en: word, zh: word });

export const models: readonly ModelDescription[] = [
  {
    name: 'item-knn',
    label: text('Item k-NN'),
    summary: text('…'),
    paper: '',
    tasks: ['rating', 'ranking'],
    trained: false,
    parameters: [
      {
        name: 'neighbours',
        label: text('Neighbours'),
        help: text('…'),
        formula: null,
        kind: 'integer',
        default: 40,
        nullable: false,
        min: 1,
        max: 1000,
        scale: 'log',
        sweep: [10, 200],
      },
      {
        name: 'similarity',
        label: text('Similarity'),
        help: text('…'),
        formula: null,
        kind: 'enum',
        default: 'cosine',
        options: [
          { value: 'cosine', label: text('cosine') },
          { value: 'pearson', label: text('Pearson') },
        ],
      },
    ],
  },
  {
    name: 'popularity',
    label: text('Popularity'),
    summary: text('…'),
    paper: '',
    tasks: ['ranking'],
    trained: false,
    parameters: [],
  },
  {
    name: 'mlp',
    label: text('MLP'),
    summary: text('…'),
    paper: '',
    tasks: ['rating', 'ranking'],
    trained: true,
    parameters: [
      {
        name: 'hidden',
        label: text('Hidden layers'),
        help: text('…'),
        formula: null,
        kind: 'integers',
        default: [128],
        min: 1,
        max: 8192,
      },
    ],
  },
];

/** A summary that differs by its name. */
export function summary(name: string): DataSummary {
  const partial: Pick<DataSummary, 'source'> = {
    source: {
      name,
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      header: null,
      columns: { user: 0, item: 1, rating: 2, timestamp: null },
      preview: [],
      sha256: '',
    },
  };
  return partial as DataSummary;
}
