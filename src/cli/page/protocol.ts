import type { AdapterDescription } from '../../compute/backend';
import type { BackendChoice } from '../../compute/open';
import type { ResearcherError } from '../../errors';
import type { DataSummary } from '../../lab/api';
import type { RunEvent } from '../../lab/events';
import type { ExperimentInput } from '../../lab/experiment';
import type { RunRecord } from '../../lab/record';
import type { ReplayRecord } from '../../lab/replay/record';
import type { ReplayInput } from '../../lab/replay/schema';
import type { Reproduction } from '../../lab/reproduce';
import type { SweepRecord } from '../../lab/sweep/record';
import type { SweepInput } from '../../lab/sweep/schema';
import type { ModelDescription } from '../../models/description';

/** Addresses on the local server by the path that an experiment names. */
export type FileAddresses = Readonly<Record<string, string>>;

/** What the command line asks of the page, as it stands on `window.cofilter`. Plain JSON both ways. */
export interface PageLab {
  open(backend: BackendChoice): Promise<Answer<AdapterDescription>>;
  /** With `results`, puts the run's artefacts there; the answer names them. */
  run(
    experiment: ExperimentInput,
    files: FileAddresses,
    results: string | null,
  ): Promise<Answer<{ record: RunRecord; artefacts: readonly string[] }>>;
  /** With `results`, puts the best setting's artefacts there. */
  sweep(
    sweep: SweepInput,
    files: FileAddresses,
    results: string | null,
  ): Promise<Answer<{ record: SweepRecord; artefacts: readonly string[] }>>;
  reproduce(preset: string, files: FileAddresses): Promise<Answer<Reproduction>>;
  replay(replay: ReplayInput, files: FileAddresses): Promise<Answer<ReplayRecord>>;
  inspect(data: ExperimentInput['data'], files: FileAddresses): Promise<Answer<DataSummary>>;
  models(): Promise<Answer<readonly ModelDescription[]>>;
  /** Cancels what is running. */
  cancel(): Promise<Answer<null>>;
}

/** Errors that a researcher can cause cross as what they are; anything else is thrown and shows itself as a bug. */
export type Answer<T> = { readonly value: T } | { readonly refused: ReturnType<ResearcherError['toJSON']> };

declare global {
  interface Window {
    cofilter: PageLab;
    /** Provided by the command line. */
    cofilterEvents(events: readonly RunEvent[]): Promise<void>;
  }
}
