import type { ExperimentInput } from '../../lab/experiment';
import { parseJson } from '../../lab/json';
import { parseExperiment } from '../../lab/parse';
import { decodeExperiment, encodeExperiment } from '../../lab/url';
import { dataInUse, useData } from '../state/data';
import { openFailure, setDraft } from '../state/experiment';

/** What a run is called unless the researcher names it: model and data, the same in both languages. */
export function runName(experiment: ExperimentInput): string {
  const data =
    experiment.data?.path ?? dataInUse.get()?.summary.source.name ?? experiment.data?.source ?? 'simulated';
  return `${experiment.model.name} · ${data}`;
}

/** Takes an experiment from a saved file. Throws `ResearcherError` where it is none. */
export async function openExperimentFile(file: File): Promise<void> {
  await takeExperiment(parseJson(await file.text(), file.name));
}

/** Takes an experiment into the form and its data into use. Throws `ResearcherError` where it is not valid. */
export async function takeExperiment(value: unknown): Promise<void> {
  const experiment = parseExperiment(value);
  setDraft(value as ExperimentInput);
  await useData(experiment.data);
}

const LINK = /^#experiment=(.+)$/;

/** A link that opens the page on this experiment. Files do not travel with it. */
export function shareLink(experiment: ExperimentInput): string {
  const url = new URL(location.href);
  url.hash = `experiment=${encodeExperiment(experiment)}`;
  return url.href;
}

/** Takes the experiment that the page's address carries. Returns whether there was one. */
export async function takeLinked(hash: string): Promise<boolean> {
  const [, encoded] = LINK.exec(hash) ?? [];
  if (encoded === undefined) return false;
  try {
    await takeExperiment(decodeExperiment(encoded));
    return true;
  } catch (error) {
    openFailure.set(error);
    return false;
  }
}
