import { computed, signal } from '@lit-labs/signals';
import { metricKey } from '../../evaluation/metrics';
import type { SweepInput } from '../../lab/sweep/schema';
import { spaceOf, spaceReady, spaceRows, type RowEdit, type SpaceRow } from '../sweep/space';
import { chosenModel, experiment } from './experiment';

export const METHODS = ['tpe', 'random', 'sobol', 'grid', 'halving'] as const;
export type Method = (typeof METHODS)[number];

export interface SweepSettings {
  readonly method: Method;
  readonly trials: number;
  /** Ends the search after so much work; null: only the trials count. */
  readonly minutes: number | null;
  /** Key that is optimised; null: the first that the experiment measures. */
  readonly metric: string | null;
}

/** How the next search goes about it. */
export const sweepSettings = signal<SweepSettings>({
  method: 'tpe',
  trials: 30,
  minutes: null,
  metric: null,
});

/** What was changed of the proposed space, by model and path, so that trying another model loses nothing. */
const edits = signal<ReadonlyMap<string, ReadonlyMap<string, RowEdit>>>(new Map());

/** The parameters of the model chosen, with the ranges to search. */
export const sweepRows = computed<readonly SpaceRow[]>(() => {
  const model = chosenModel.get();
  return model ? spaceRows(model, edits.get().get(model.name) ?? new Map()) : [];
});

export function editRow(path: string, edit: RowEdit): void {
  const model = chosenModel.get()?.name;
  if (model === undefined) return;
  const before = edits.get().get(model) ?? new Map<string, RowEdit>();
  edits.set(new Map(edits.get()).set(model, new Map(before).set(path, { ...before.get(path), ...edit })));
}

export function setSweep(change: Partial<SweepSettings>): void {
  sweepSettings.set({ ...sweepSettings.get(), ...change });
}

/** What the experiment measures, any of which can be optimised. */
export const measurable = computed<readonly string[]>(() => {
  const evaluation = experiment.get()?.evaluation;
  if (!evaluation) return [];
  const { metrics, cutoffs } = evaluation;
  return [...new Set(metrics.flatMap((name) => cutoffs.map((cutoff) => metricKey(name, cutoff))))];
});

/** The sweep as it would start now, or null while something stands in its way. */
export const sweepInput = computed<SweepInput | null>(() => {
  const base = experiment.get();
  const { method, trials, minutes, metric } = sweepSettings.get();
  const rows = sweepRows.get();
  if (!base || !spaceReady(rows)) return null;
  const wanted = metric !== null && measurable.get().includes(metric) ? metric : measurable.get()[0];
  return {
    version: 1,
    experiment: base,
    space: spaceOf(rows),
    method,
    trials,
    seconds: minutes === null ? null : minutes * 60,
    ...(wanted === undefined ? {} : { metric: wanted }),
    seed: base.seed,
  };
});
