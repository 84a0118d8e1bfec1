import { computed, signal, type Signal } from '@lit-labs/signals';
import type { Warning } from '../../data/dataset';
import type { Lab, LabFiles, SweepHandle, SweepOptions } from '../../lab/api';
import type { ExperimentInput } from '../../lab/experiment';
import type { SweepRecord, Trial } from '../../lab/sweep/record';
import type { SweepInput } from '../../lab/sweep/schema';
import { fileRecord } from './data';
import { chooseModel, draft, setValue } from './experiment';
import { currentLab } from './lab';
import { follow, hearWork, isOver, newWork, type Work } from './work';

/** A search as the page knows it: what the lab told, nothing derived. */
export interface SweepItem extends Work<SweepHandle> {
  readonly id: string;
  readonly sweep: SweepInput;
  readonly startedAt: Date;
  readonly trials: Signal.State<readonly Trial[]>;
  readonly warnings: Signal.State<readonly Warning[]>;
  readonly record: Signal.State<SweepRecord | null>;
}

/** Writes searches down trial by trial, so that a reload loses none. */
export interface SweepKeeper {
  run(lab: Lab, id: string, sweep: SweepInput, options: SweepOptions): SweepHandle;
  filesOf(id: string): Promise<LabFiles>;
  drop(id: string): Promise<void>;
}

export const sweepKeeper = signal<SweepKeeper | null>(null);

/** Oldest first. */
export const sweeps = signal<readonly SweepItem[]>([]);

/** The search in view, by its id; null: the latest. */
export const shownSweep = signal<string | null>(null);

export const currentSweep = computed<SweepItem | null>(() => {
  const all = sweeps.get();
  return all.find(({ id }) => id === shownSweep.get()) ?? all.at(-1) ?? null;
});

export function newSweep(
  id: string,
  sweep: SweepInput,
  trials: readonly Trial[] = [],
  startedAt = new Date(),
): SweepItem {
  return {
    id,
    sweep,
    startedAt,
    ...newWork<SweepHandle>(),
    trials: signal(trials),
    warnings: signal<readonly Warning[]>([]),
    record: signal<SweepRecord | null>(null),
  };
}

/** The experiment that the search varies. */
export function experimentOf(item: SweepItem): ExperimentInput {
  return item.sweep.experiment as ExperimentInput;
}

/** Starts a search and shows it. */
export function startSweep(sweep: SweepInput): void {
  const lab = currentLab();
  if (!lab) return;
  const item = newSweep(crypto.randomUUID(), sweep);
  sweeps.set([...sweeps.get(), item]);
  shownSweep.set(item.id);
  begin(lab, item, fileRecord());
}

/** Goes on with a search that the end of the last visit interrupted, after the trials that were kept. */
export async function continueSweep(item: SweepItem): Promise<void> {
  const lab = currentLab();
  const files = await sweepKeeper.get()?.filesOf(item.id);
  if (!lab || !files || item.state.get() !== 'interrupted') return;
  item.state.set('running');
  begin(lab, item, files);
}

function begin(lab: Lab, item: SweepItem, files: LabFiles): void {
  const options: SweepOptions = {
    files,
    trials: item.trials.get(),
    onEvent: (events) => {
      const trials: Trial[] = [];
      for (const event of events) {
        hearWork(item, event);
        if (event.type === 'trial') trials.push(event.trial);
        else if (event.type === 'warning') item.warnings.set([...item.warnings.get(), event.warning]);
      }
      if (trials.length > 0) item.trials.set([...item.trials.get(), ...trials]);
    },
  };
  const handle = sweepKeeper.get()?.run(lab, item.id, item.sweep, options) ?? lab.sweep(item.sweep, options);
  void follow(lab, item, handle, (record) => {
    item.trials.set(record.trials);
    item.record.set(record);
    // The best setting's model is not asked from here; a run of it can be.
    handle.release().catch(() => undefined);
  });
}

/** Takes a search off the list for good; one that still goes on is cancelled. */
export function deleteSweep(item: SweepItem): void {
  if (!isOver(item.state.get())) void item.handle.get()?.cancel();
  sweeps.set(sweeps.get().filter(({ id }) => id !== item.id));
  shownSweep.set(null);
  void sweepKeeper.get()?.drop(item.id);
}

/** Puts a trial's setting into the form, with the model that was searched. */
export function useSettings(item: SweepItem, parameters: Trial['parameters']): void {
  const { name, params } = experimentOf(item).model;
  if (draft.get().model.name !== name) chooseModel(name);
  setValue('model.params', { ...params });
  for (const [path, value] of Object.entries(parameters)) setValue(path, value);
}
