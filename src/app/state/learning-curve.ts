import { signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Experiment } from '../../lab/experiment';
import type { LearningCurve, LearningCurvePoint } from '../../lab/learning-curve';
import { fileRecord } from './data';
import { currentLab } from './lab';
import { isOver, type ItemState, type Progress } from './run-item';

/** A learning curve as the page knows it: what the lab told, nothing derived. */
export interface CurveItem {
  readonly experiment: Experiment;
  readonly shares: readonly number[];
  readonly state: Signal.State<ItemState>;
  readonly progress: Signal.State<Progress | null>;
  readonly points: Signal.State<readonly LearningCurvePoint[]>;
  readonly failure: Signal.State<unknown>;
  /** Null once the worker is gone. */
  readonly handle: Signal.State<Handle<LearningCurve> | null>;
}

/** Shares of the training part that the next curve goes through. */
export const curveShares = signal<readonly number[]>([0.1, 0.2, 0.4, 0.6, 0.8, 1]);

/** The curve in view: the latest. */
export const currentCurve = signal<CurveItem | null>(null);

/** Runs the experiment once a share, and shows the curve; one that still goes on is cancelled. */
export function startCurve(experiment: Experiment): void {
  const lab = currentLab();
  if (!lab) return;
  const before = currentCurve.get();
  if (before && !isOver(before.state.get())) void before.handle.get()?.cancel();
  const shares = [...new Set(curveShares.get())].sort((a, b) => a - b);
  const item: CurveItem = {
    experiment,
    shares,
    state: signal<ItemState>('running'),
    progress: signal<Progress | null>(null),
    points: signal<readonly LearningCurvePoint[]>([]),
    failure: signal<unknown>(null),
    handle: signal<Handle<LearningCurve> | null>(null),
  };
  // Baselines do not learn from the share that is varied here; they would cost as much as the curve itself.
  const plain = { ...experiment, evaluation: { ...experiment.evaluation, baselines: false } };
  const handle = lab.learningCurve(plain, shares, {
    files: fileRecord(),
    onEvent: (events) => {
      for (const event of events) {
        if (event.type === 'progress') item.progress.set(event);
        else if (event.type === 'curve') item.points.set([...item.points.get(), event.point]);
        else if (event.type === 'state' && !isOver(item.state.get())) item.state.set(event.state);
      }
    },
  });
  item.handle.set(handle);
  void lab.ended.then(() => item.handle.set(null));
  handle.record.then(
    (record) => {
      item.points.set(record.points);
      item.state.set('done');
      handle.release().catch(() => undefined);
    },
    (error: unknown) => {
      const cancelled = error instanceof Error && error.name === 'Cancelled';
      if (!cancelled) item.failure.set(error);
      item.state.set(cancelled ? 'cancelled' : 'failed');
    },
  );
  currentCurve.set(item);
}

/** `10, 50, 100` per cent as shares; null where one is no share. */
export function sharesOf(text: string): readonly number[] | null {
  const shares = text
    .split(/[\s,，、;；%]+/)
    .filter(Boolean)
    .map((part) => Number(part) / 100);
  return shares.length > 0 && shares.every((share) => share > 0 && share <= 1) ? shares : null;
}
