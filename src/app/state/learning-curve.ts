import { computed, signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Experiment, ExperimentInput } from '../../lab/experiment';
import type { CurveAxis, LearningCurve, LearningCurvePoint } from '../../lab/learning-curve';
import { fileRecord } from './data';
import { withoutBaselines } from './experiment';
import { currentLab } from './lab';
import { follow, hearWork, isOver, newWork, type Work } from './work';

/** A learning curve as the page knows it: what the lab told, nothing derived. */
export interface CurveItem extends Work<Handle<LearningCurve>> {
  readonly experiment: ExperimentInput;
  /** What is varied, by its path in the experiment, or `share`. */
  readonly path: string;
  readonly values: readonly number[];
  readonly points: Signal.State<readonly LearningCurvePoint[]>;
}

/** Writes the curve in view down point by point, so that a reload does not lose it. */
export interface CurveKeeper {
  begin(item: CurveItem): void;
  /** `record`: at its end. */
  update(item: CurveItem, record: LearningCurve | null): void;
}

export const curveKeeper = signal<CurveKeeper | null>(null);

/** Shares of the training part that the next curve goes through, where it varies them. */
export const curveShares = signal<readonly number[]>([0.1, 0.2, 0.4, 0.6, 0.8, 1]);

/** What the next curve varies. */
export const curvePath = signal('share');

/** Values that were typed for settings, by path. */
export const curveValues = signal<ReadonlyMap<string, readonly number[]>>(new Map());

/** The curve in view: the latest. */
export const currentCurve = signal<CurveItem | null>(null);

/** Whether a curve goes on that can be cancelled. */
export const curveGoesOn = computed(() => {
  const item = currentCurve.get();
  return item !== null && !isOver(item.state.get());
});

export function newCurve(
  experiment: ExperimentInput,
  path: string,
  values: readonly number[],
  points: readonly LearningCurvePoint[] = [],
): CurveItem {
  return { experiment, path, values, ...newWork<Handle<LearningCurve>>(), points: signal(points) };
}

/** Runs the experiment once a value, and shows the curve; one that still goes on is cancelled. */
export function startCurve(experiment: Experiment, path: string, given: readonly number[]): void {
  const lab = currentLab();
  if (!lab) return;
  if (curveGoesOn.get()) void currentCurve.get()!.handle.get()?.cancel();
  const values = [...new Set(given)].sort((a, b) => a - b);
  // Baselines do not learn from what is varied here; they would cost as much as the curve itself.
  const plain = withoutBaselines(experiment);
  const item = newCurve(plain, path, values);
  const along: CurveAxis = { path, values };
  const handle = lab.learningCurve(plain, along, {
    files: fileRecord(),
    onEvent: (events) => {
      for (const event of events) {
        hearWork(item, event);
        if (event.type !== 'curve') continue;
        item.points.set([...item.points.get(), event.point]);
        if (currentCurve.get() === item) curveKeeper.get()?.update(item, null);
      }
    },
  });
  void follow(lab, item, handle, (record) => {
    item.points.set(record.points);
    handle.release().catch(() => undefined);
    if (currentCurve.get() === item) curveKeeper.get()?.update(item, record);
  });
  currentCurve.set(item);
  curveKeeper.get()?.begin(item);
}

/** Numbers, separated by commas or blanks; null where one is none. */
export function numbersOf(text: string): readonly number[] | null {
  const numbers = text
    .split(/[\s,，、;；%]+/)
    .filter(Boolean)
    .map(Number);
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
}

/** `10, 50, 100` per cent as shares; null where one is no share. */
export function sharesOf(text: string): readonly number[] | null {
  const shares = numbersOf(text)?.map((part) => part / 100);
  return shares?.every((share) => share > 0 && share <= 1) ? shares : null;
}
