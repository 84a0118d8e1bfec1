import { ResearcherError } from '../../errors';
import { keptSweep } from '../../lab/keep';
import type { KeptSweep, KeptWork, RunStore } from '../../lab/store';
import { newSweep, sweepKeeper, sweeps, type SweepItem } from './sweeps';

/** Brings back the searches of earlier visits; from then on they are written down trial by trial. */
export function openKeptSweeps(store: RunStore, works: readonly KeptWork[]): void {
  sweeps.set([...works.filter((work) => work.kind === 'sweep').map(itemOf), ...sweeps.get()]);
  sweepKeeper.set({
    run: (lab, id, sweep, options) => keptSweep(lab, store, id, sweep, options),
    filesOf: async (id) => {
      const work = await store.get(id);
      return work ? store.filesOf(work) : {};
    },
    drop: (id) => store.drop(id),
  });
}

function itemOf(kept: KeptSweep): SweepItem {
  const trials = kept.record?.trials ?? kept.trials;
  const item = newSweep(kept.id, kept.sweep, trials, new Date(kept.startedAt));
  item.record.set(kept.record);
  if (kept.failure !== null)
    item.failure.set(new ResearcherError('run.failed', { en: kept.failure, zh: kept.failure }));
  item.state.set(kept.record ? 'done' : kept.failure === null ? 'interrupted' : 'failed');
  return item;
}
