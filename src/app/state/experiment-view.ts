import { signal } from '@lit-labs/signals';

/** What stands beside the experiment: its run, a search for settings, rates, seeds, a learning curve. */
export const EXPERIMENT_VIEWS = ['run', 'tune', 'rates', 'seeds', 'curve'] as const;
export type ExperimentView = (typeof EXPERIMENT_VIEWS)[number];

export const experimentView = signal<ExperimentView>('run');
