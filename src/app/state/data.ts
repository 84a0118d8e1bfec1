import { signal } from '@lit-labs/signals';
import type { DataSummary } from '../../lab/api';
import type { ExperimentInput } from '../../lab/experiment';
import { currentLab, openedLab } from './lab';
import { draft, setDraft } from './experiment';

export type DataBlock = NonNullable<ExperimentInput['data']>;

/** The data set in use: what experiments run on. A file that cannot be read never replaces it. */
export interface DataInUse {
  readonly block: DataBlock;
  readonly summary: DataSummary;
}

export const dataInUse = signal<DataInUse | null>(null);

/** Whether there is a lab and data for it: an experiment that is complete can run. */
export function canRun(): boolean {
  return currentLab() !== null && dataInUse.get() !== null;
}

/** The source being read now, by name. */
export const dataReading = signal<string | null>(null);

/** The last source that could not be read, why, and how it was asked for, so that the way out can be tried. */
export const dataFailure = signal<{ readonly block: DataBlock; readonly error: unknown } | null>(null);

/** Files given so far, by the name that experiments know them by. */
export const files = signal<ReadonlyMap<string, File>>(new Map());

/** Counts requests, so that an answer that is no longer wanted is dropped. */
let latest = 0;

/** Whether any source was asked for since the page opened. */
export function sourceAsked(): boolean {
  return latest > 0;
}

/** Remembers a file under its name and returns the name. */
export function keepFile(file: File): string {
  files.set(new Map(files.get()).set(file.name, file));
  return file.name;
}

export function fileRecord(): Readonly<Record<string, Blob>> {
  return Object.fromEntries(files.get());
}

/**
 * Reads a source and, if it can be read, takes it into use and into the experiment. Returns whether it did.
 * What was in use before stays in use otherwise. What is given while the lab opens is read once it is open.
 */
export async function useData(block: DataBlock): Promise<boolean> {
  const mine = ++latest;
  dataReading.set(block.source === 'file' ? (block.path ?? '') : (block.source ?? 'simulated'));
  dataFailure.set(null);
  try {
    const lab = currentLab() ?? (await openedLab());
    if (!lab || mine !== latest) return false;
    const summary = await lab.inspect(block, fileRecord());
    if (mine !== latest) return false;
    dataInUse.set({ block, summary });
    setDraft({ ...draft.get(), data: block });
    return true;
  } catch (error) {
    if (mine === latest) dataFailure.set({ block, error });
    return false;
  } finally {
    if (mine === latest) dataReading.set(null);
  }
}
