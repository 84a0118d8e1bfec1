import { signal, type Signal } from '@lit-labs/signals';
import type { RunHandle } from '../../lab/api';
import type { HistoryPoint, RunEvent, RunState } from '../../lab/events';
import type { ExperimentInput } from '../../lab/experiment';
import type { RunRecord } from '../../lab/record';
import type { Warning } from '../../data/dataset';

export type Progress = Extract<RunEvent, { type: 'progress' }>;

/** One point of a run's course, with its fold and the seconds since the fit began. */
export interface CoursePoint extends HistoryPoint {
  readonly fold: number;
  readonly time: number;
}

/** `interrupted`: the page went away before it was over. */
export type ItemState = RunState | 'interrupted';

/** A run as the page knows it: what the lab told, nothing derived. */
export interface RunItem {
  /** Unique in this page and never used again; fixes the colour. */
  readonly number: number;
  /** What it is kept under between visits. */
  readonly id: string;
  readonly experiment: ExperimentInput;
  readonly startedAt: Date;
  readonly state: Signal.State<ItemState>;
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

let nextNumber = 0;

export function isOver(state: ItemState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed' || state === 'interrupted';
}

export function newItem(id: string, experiment: ExperimentInput, startedAt = new Date()): RunItem {
  return {
    number: nextNumber++,
    id,
    experiment,
    startedAt,
    state: signal<ItemState>('running'),
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
