import { signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Experiment } from '../../lab/experiment';
import type { LearningCurve, LearningCurvePoint } from '../../lab/learning-curve';
import { fileRecord } from './data';
import { currentLab } from './lab';
import { follow, hearWork, isOver, newWork, type Work } from './work';

/** A learning curve as the page knows it: what the lab told, nothing derived. */
export interface CurveItem extends Work<Handle<LearningCurve>> {
  readonly experiment: Experiment;
  readonly shares: readonly number[];
  readonly points: Signal.State<readonly LearningCurvePoint[]>;
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
    ...newWork<Handle<LearningCurve>>(),
    points: signal<readonly LearningCurvePoint[]>([]),
  };
  // Baselines do not learn from the share that is varied here; they would cost as much as the curve itself.
  const plain = { ...experiment, evaluation: { ...experiment.evaluation, baselines: false } };
  const handle = lab.learningCurve(plain, shares, {
    files: fileRecord(),
    onEvent: (events) => {
      for (const event of events) {
        hearWork(item, event);
        if (event.type === 'curve') item.points.set([...item.points.get(), event.point]);
      }
    },
  });
  void follow(lab, item, handle, (record) => {
    item.points.set(record.points);
    handle.release().catch(() => undefined);
  });
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
