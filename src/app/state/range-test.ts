import { signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Experiment } from '../../lab/experiment';
import type { RateTest } from '../../lab/range-test';
import { fileRecord } from './data';
import { currentLab } from './lab';
import { follow, hearWork, isOver, newWork, type Work } from './work';

/** A learning-rate range test as the page knows it: what the lab told, nothing derived. */
export interface RateTestItem extends Work<Handle<RateTest>> {
  readonly experiment: Experiment;
  readonly result: Signal.State<RateTest | null>;
}

/** The test in view: the latest. */
export const currentRateTest = signal<RateTestItem | null>(null);

/** Trains once while the rate grows, and shows the losses; a test that still goes on is cancelled. */
export function startRateTest(experiment: Experiment): void {
  const lab = currentLab();
  if (!lab) return;
  const before = currentRateTest.get();
  if (before && !isOver(before.state.get())) void before.handle.get()?.cancel();
  const item: RateTestItem = {
    experiment,
    ...newWork<Handle<RateTest>>(),
    result: signal<RateTest | null>(null),
  };
  const handle = lab.testRates(experiment, {
    files: fileRecord(),
    onEvent: (events) => {
      for (const event of events) hearWork(item, event);
    },
  });
  void follow(lab, item, handle, (record) => item.result.set(record));
  currentRateTest.set(item);
}
