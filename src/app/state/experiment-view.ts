import { signal } from '@lit-labs/signals';

/** What stands beside the experiment: its run, a search for settings. */
export const EXPERIMENT_VIEWS = ['run', 'tune'] as const;
export type ExperimentView = (typeof EXPERIMENT_VIEWS)[number];

export const experimentView = signal<ExperimentView>('run');
