import { signal } from '@lit-labs/signals';

/** What stands beside the experiment: its run, a search for settings, a learning curve. */
export const EXPERIMENT_VIEWS = ['run', 'tune', 'curve'] as const;
export type ExperimentView = (typeof EXPERIMENT_VIEWS)[number];

export const experimentView = signal<ExperimentView>('run');
