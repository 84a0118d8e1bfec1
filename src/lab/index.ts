/** The public API, for pages, notebooks and scripts. */
export { openLab } from './client';
export { Cancelled } from '../models/recommender';
export { ResearcherError } from '../errors';
export { defaultExperiment } from './default-experiment';
export type { Experiment, ExperimentInput } from './experiment';
export { parseExperiment } from './parse';
export type * from './api';
export type * from './events';
export type * from './record';
export type * from './sweep/record';
export type { Sweep, SweepInput } from './sweep/schema';
