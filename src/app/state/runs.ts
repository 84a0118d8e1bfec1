import { computed, signal, type Signal } from '@lit-labs/signals';
import type { RunHandle } from '../../lab/api';
import type { HistoryPoint, RunEvent, RunState } from '../../lab/events';
import type { ExperimentInput } from '../../lab/experiment';
import type { RunRecord } from '../../lab/record';
import type { Warning } from '../../data/dataset';
import { fileRecord } from './data';
import { currentLab } from './lab';

export type Progress = Extract<RunEvent, { type: 'progress' }>;

/** One point of a run's course, with its fold and the seconds since the fit began. */
export interface CoursePoint extends HistoryPoint {
  readonly fold: number;
  readonly time: number;
}

/** A run as the page knows it: what the lab told, nothing derived. */
export interface RunItem {
  /** Unique in this page and never used again; fixes the colour. */
  readonly number: number;
  readonly experiment: ExperimentInput;
  readonly startedAt: Date;
  readonly state: Signal.State<RunState>;
  readonly progress: Signal.State<Progress | null>;
  /** Grows in place; `courseLength` tells those who draw it. */
  readonly course: CoursePoint[];
  readonly courseLength: Signal.State<number>;
  readonly warnings: Signal.State<readonly Warning[]>;
  readonly record: Signal.State<RunRecord | null>;
  readonly failure: Signal.State<unknown>;
  /** Controls and questions; null once the worker that held the model is gone. */
  readonly handle: Signal.State<RunHandle | null>;
}

export const runs = signal<readonly RunItem[]>([]);

/** The run in the run panel, by number. */
export const shownRun = signal<number | null>(null);

/** Runs chosen for comparison, by number. */
export const chosenRuns = signal<ReadonlySet<number>>(new Set());

/** The run that others are measured against. */
export const baselineRun = signal<number | null>(null);

/** The last deletion, for undo. */
export const deletedRuns = signal<{
  readonly items: readonly RunItem[];
  readonly before: readonly RunItem[];
} | null>(null);

export const currentRun = computed(() => runs.get().find((run) => run.number === shownRun.get()) ?? null);

let nextNumber = 0;

export function isOver(state: RunState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

/** Starts a run of `experiment` and shows it. Null while the lab is not there. */
export function startRun(experiment: ExperimentInput): RunItem | null {
  const lab = currentLab();
  if (!lab) return null;
  const run = newItem({ ...experiment, name: unusedName(experiment.name ?? '') });
  const handle = lab.run(run.experiment, { files: fileRecord(), onEvent: (events) => hear(run, events) });
  run.handle.set(handle);
  // With the worker goes every model: the run keeps its figures but cannot be asked any more.
  void lab.ended.then(() => run.handle.set(null));
  handle.record.then(
    (record) => {
      run.record.set(record);
      run.state.set('done');
    },
    (error: unknown) => {
      const cancelled = error instanceof Error && error.name === 'Cancelled';
      if (!cancelled) run.failure.set(error);
      run.state.set(cancelled ? 'cancelled' : 'failed');
    },
  );
  runs.set([...runs.get(), run]);
  shownRun.set(run.number);
  chosenRuns.set(new Set([run.number]));
  return run;
}

/** Names tell runs apart in charts and tables, so a name that is taken gets a number. */
function unusedName(name: string): string {
  const taken = new Set(runs.get().map((run) => run.experiment.name));
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name} ${count}`;
  return candidate;
}

function newItem(experiment: ExperimentInput): RunItem {
  return {
    number: nextNumber++,
    experiment,
    startedAt: new Date(),
    state: signal<RunState>('running'),
    progress: signal<Progress | null>(null),
    course: [],
    courseLength: signal(0),
    warnings: signal<readonly Warning[]>([]),
    record: signal<RunRecord | null>(null),
    failure: signal<unknown>(null),
    handle: signal<RunHandle | null>(null),
  };
}

/** Takes in what the lab told of a run. */
export function hear(run: RunItem, events: readonly RunEvent[]): void {
  for (const event of events) {
    if (event.type === 'progress') run.progress.set(event);
    else if (event.type === 'history')
      run.course.push({ ...event.point, fold: event.fold, time: event.time });
    else if (event.type === 'warning') run.warnings.set([...run.warnings.get(), event.warning]);
    else if (event.type === 'state' && !isOver(run.state.get())) run.state.set(event.state);
  }
  if (run.course.length !== run.courseLength.get()) run.courseLength.set(run.course.length);
}

/** Takes runs off the list; `undoDelete` brings them back. Runs that are still going are cancelled first. */
export function deleteRuns(numbers: ReadonlySet<number>): void {
  const before = runs.get();
  const items = before.filter((run) => numbers.has(run.number));
  if (items.length === 0) return;
  forget();
  for (const run of items) if (!isOver(run.state.get())) void run.handle.get()?.cancel();
  deletedRuns.set({ items, before });
  const left = before.filter((run) => !numbers.has(run.number));
  runs.set(left);
  chosenRuns.set(new Set([...chosenRuns.get()].filter((number) => !numbers.has(number))));
  if (shownRun.get() !== null && numbers.has(shownRun.get() ?? -1)) shownRun.set(left.at(-1)?.number ?? null);
}

export function undoDelete(): void {
  const deleted = deletedRuns.get();
  if (!deleted) return;
  deletedRuns.set(null);
  const back = new Set(deleted.items.map((run) => run.number));
  const added = runs.get().filter((run) => !deleted.before.includes(run));
  runs.set([...deleted.before, ...added]);
  chosenRuns.set(back);
  shownRun.set(deleted.items[0]?.number ?? shownRun.get());
}

/** Ends the chance to undo and gives back what the deleted runs hold in the worker. */
export function forget(): void {
  for (const run of deletedRuns.get()?.items ?? [])
    void run.handle
      .get()
      ?.release()
      .catch(() => undefined);
  deletedRuns.set(null);
}
