import { ResearcherError } from '../errors';
import type { FittedModel } from './fitted-model';
import { judge, presets, type JudgedFigure, type Preset } from './presets';
import type { RunRecord } from './record';
import { runExperiment, type RunEnvironment } from './run';
import { unknownName } from './schema-errors';

/** A published figure beside what a run of its preset gave. Plain JSON. */
export interface Reproduction {
  readonly preset: Preset;
  readonly run: RunRecord;
  readonly figures: readonly JudgedFigure[];
}

/** Runs a preset and judges each figure. Throws `ResearcherError` for an unknown name or a file that is not there. */
export async function reproduce(
  name: string,
  environment: RunEnvironment,
): Promise<{ record: Reproduction; fitted: FittedModel }> {
  const preset = presets.find((one) => one.name === name);
  if (!preset)
    throw new ResearcherError(
      'reproduce.unknown-preset',
      unknownName(
        name,
        presets.map((one) => one.name),
      ),
    );
  const { record: run, fitted } = await runExperiment(preset.experiment, environment);
  return { record: { preset, run, figures: judge(preset, run.metrics) }, fitted };
}
