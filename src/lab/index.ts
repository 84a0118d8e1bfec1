/** The public API, for pages, notebooks and scripts. */
export { openLab } from './client';
export { Cancelled } from '../models/recommender';
export { ResearcherError } from '../errors';
export { defaultExperiment } from './default-experiment';
export type { Experiment, ExperimentInput } from './experiment';
export { parseExperiment } from './parse';
export { keptRun, keptSweep } from './keep';
export {
  RunStore,
  type KeptCurve,
  type KeptReproduction,
  type KeptRun,
  type KeptSweep,
  type KeptWork,
} from './store';
export { decodeExperiment, encodeExperiment } from './url';
export type { ComparedMetric } from './compare';
export type { KernelReport } from './kernel-choices';
export type { CurveAxis, LearningCurve, LearningCurvePoint } from './learning-curve';
export type { PerUserValues } from './per-user';
export type { RateTest } from './range-test';
export type { SeedRun, SeedStudy, SeedSummary } from './seeds';
export type { Reproduction } from './reproduce';
export type { Verification } from './verify';
export type * from './api';
export type * from './events';
export type * from './record';
export type * from './sweep/record';
export type { Sweep, SweepInput } from './sweep/schema';
