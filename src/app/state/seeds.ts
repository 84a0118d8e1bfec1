import { signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Experiment } from '../../lab/experiment';
import type { SeedRun, SeedStudy } from '../../lab/seeds';
import { fileRecord } from './data';
import { withoutBaselines } from './experiment';
import { currentLab } from './lab';
import { follow, hearWork, isOver, newWork, type Work } from './work';

/** A study over seeds as the page knows it: what the lab told, nothing derived. */
export interface SeedItem extends Work<Handle<SeedStudy>> {
  readonly experiment: Experiment;
  readonly count: number;
  readonly runs: Signal.State<readonly SeedRun[]>;
  readonly study: Signal.State<SeedStudy | null>;
}

/** How many seeds the next study takes. */
export const seedCount = signal(5);

/** The study in view: the latest. */
export const currentSeeds = signal<SeedItem | null>(null);

/** Runs the experiment under its seed and those that follow; a study that still goes on is cancelled. */
export function startSeeds(experiment: Experiment): void {
  const lab = currentLab();
  if (!lab) return;
  const before = currentSeeds.get();
  if (before && !isOver(before.state.get())) void before.handle.get()?.cancel();
  const item: SeedItem = {
    experiment,
    count: seedCount.get(),
    ...newWork<Handle<SeedStudy>>(),
    runs: signal<readonly SeedRun[]>([]),
    study: signal<SeedStudy | null>(null),
  };
  // Baselines are the same whatever the seed of the model; they would cost as much again.
  const plain = withoutBaselines(experiment);
  const handle = lab.seeds(plain, item.count, {
    files: fileRecord(),
    onEvent: (events) => {
      for (const event of events) {
        hearWork(item, event);
        if (event.type === 'seed') item.runs.set([...item.runs.get(), event.run]);
      }
    },
  });
  void follow(lab, item, handle, (study) => {
    item.study.set(study);
    handle.release().catch(() => undefined);
  });
  currentSeeds.set(item);
}
