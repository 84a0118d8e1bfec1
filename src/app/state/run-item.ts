import { signal, type Signal } from '@lit-labs/signals';
import type { RunHandle } from '../../lab/api';
import type { HistoryPoint, RunEvent } from '../../lab/events';
import type { ExperimentInput } from '../../lab/experiment';
import type { RunRecord } from '../../lab/record';
import type { Warning } from '../../data/dataset';
import { hearWork, newWork, type Work } from './work';

/** One point of a run's course, with its fold and the seconds since the fit began. */
export interface CoursePoint extends HistoryPoint {
  readonly fold: number;
  readonly time: number;
}

/** A run as the page knows it: what the lab told, nothing derived. */
export interface RunItem extends Work<RunHandle> {
  /** Unique in this page and never used again; fixes the colour. */
  readonly number: number;
  /** What it is kept under between visits. */
  readonly id: string;
  readonly experiment: ExperimentInput;
  readonly startedAt: Date;
  /** Grows in place; `courseLength` tells those who draw it. */
  readonly course: CoursePoint[];
  readonly courseLength: Signal.State<number>;
  /** Device bytes that the fit takes at most, of those that it may take; null where nobody can tell. */
  readonly plan: Signal.State<{ readonly bytes: number; readonly budget: number } | null>;
  readonly warnings: Signal.State<readonly Warning[]>;
  readonly record: Signal.State<RunRecord | null>;
}

let nextNumber = 0;

export function newItem(id: string, experiment: ExperimentInput, startedAt = new Date()): RunItem {
  return {
    number: nextNumber++,
    id,
    experiment,
    startedAt,
    ...newWork<RunHandle>(),
    course: [],
    courseLength: signal(0),
    plan: signal<{ readonly bytes: number; readonly budget: number } | null>(null),
    warnings: signal<readonly Warning[]>([]),
    record: signal<RunRecord | null>(null),
  };
}

/** Takes in what the lab told of a run. */
export function hear(run: RunItem, events: readonly RunEvent[]): void {
  for (const event of events) {
    hearWork(run, event);
    if (event.type === 'history') run.course.push({ ...event.point, fold: event.fold, time: event.time });
    else if (event.type === 'plan') run.plan.set({ bytes: event.bytes, budget: event.budget });
    else if (event.type === 'warning') run.warnings.set([...run.warnings.get(), event.warning]);
  }
  if (run.course.length !== run.courseLength.get()) run.courseLength.set(run.course.length);
}
