import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LabFiles } from './api';
import type { HistoryPoint } from './events';
import type { ExperimentInput } from './experiment';
import type { FitShelf, SavedFit } from './fit-keeper';
import type { CurveAxis, LearningCurve, LearningCurvePoint } from './learning-curve';
import type { PerUserValues } from './per-user';
import type { RunRecord } from './record';
import type { Reproduction } from './reproduce';
import type { SweepRecord, Trial } from './sweep/record';
import type { SweepInput } from './sweep/schema';

/** What is kept of work between visits: unfinished while `record` is null and `failure` too. */
export type KeptWork = KeptRun | KeptSweep | KeptCurve | KeptReproduction;

interface Kept {
  readonly id: string;
  /** ISO 8601 */
  readonly startedAt: string;
  /** Why it failed, in words; null otherwise. */
  readonly failure: string | null;
  /** Keys of its files, by the path that the experiment names. */
  readonly files: Readonly<Record<string, string>>;
}

export interface KeptRun extends Kept {
  readonly kind: 'run';
  readonly experiment: ExperimentInput;
  readonly record: RunRecord | null;
  /** What was measured before the page went away. */
  readonly history: readonly (HistoryPoint & { readonly fold: number; readonly time: number })[];
}

export interface KeptSweep extends Kept {
  readonly kind: 'sweep';
  readonly sweep: SweepInput;
  readonly record: SweepRecord | null;
  /** Hand these back to `lab.sweep` and it goes on where it was. */
  readonly trials: readonly Trial[];
}

export interface KeptCurve extends Kept {
  readonly kind: 'curve';
  readonly experiment: ExperimentInput;
  readonly along: CurveAxis;
  readonly record: LearningCurve | null;
  /** What was measured before the page went away. */
  readonly points: readonly LearningCurvePoint[];
}

/** The latest figures of a preset; its files stay with the researcher. */
export interface KeptReproduction extends Kept {
  readonly kind: 'reproduction';
  readonly record: Reproduction;
}

/** A ranking network of a shop, as a file, and what is told of it before it is read. */
export interface KeptRanking {
  readonly id: string;
  /** Of the data of the shop, and of the features that the network knows. */
  readonly sha256: string;
  readonly featuresVersion: number;
  /** ISO 8601 */
  readonly trainedAt: string;
  /** NDCG at the cutoff on lists that it did not learn from, beside that of the weighted sum. */
  readonly cutoff: number;
  readonly ndcg: number;
  readonly weighted: number;
  /** Lists of clicks that it has learned since. */
  readonly lists: number;
  readonly file: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  rankings: { key: string; value: KeptRanking };
  work: { key: string; value: KeptWork };
  files: { key: string; value: Blob };
  perUser: { key: string; value: PerUserValues };
  drafts: { key: string; value: ExperimentInput };
  fits: { key: string; value: { readonly experiment: string; readonly saved: SavedFit } };
}

/** Runs, sweeps, their files and the experiment in the form, in IndexedDB: a reload loses nothing of them. */
export class RunStore {
  private constructor(readonly database: IDBPDatabase<Schema>) {}

  /** Name of the database, for the worker to open it too. */
  get name(): string {
    return this.database.name;
  }

  /** Rejects where the browser grants no storage (private windows of some browsers). */
  static async open(name = 'cofilter'): Promise<RunStore> {
    const database = await openDB<Schema>(name, 2, {
      upgrade(opened, before) {
        if (before < 1) {
          opened.createObjectStore('work', { keyPath: 'id' });
          for (const store of ['files', 'perUser', 'drafts', 'fits'] as const)
            opened.createObjectStore(store);
        }
        opened.createObjectStore('rankings', { keyPath: 'id' });
      },
      blocking: () => database.close(), // a newer page in another tab wants to upgrade
    });
    return new RunStore(database);
  }

  /** All that is kept, oldest first. */
  async list(): Promise<readonly KeptWork[]> {
    const all = await this.database.getAll('work');
    return all.sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.id.localeCompare(b.id));
  }

  get(id: string): Promise<KeptWork | undefined> {
    return this.database.get('work', id);
  }

  /** Takes up a run that begins now; its files are kept once, however many runs use them. */
  async beginRun(
    id: string,
    experiment: ExperimentInput,
    files: LabFiles = {},
    history: KeptRun['history'] = [],
  ): Promise<void> {
    const base = await this.#begun(id, files);
    await this.database.put('work', { ...base, kind: 'run', experiment, record: null, history });
  }

  async beginSweep(
    id: string,
    sweep: SweepInput,
    files: LabFiles = {},
    trials: readonly Trial[] = [],
  ): Promise<void> {
    const base = await this.#begun(id, files);
    await this.database.put('work', { ...base, kind: 'sweep', sweep, record: null, trials });
  }

  /** Takes up a learning curve that begins now, or figures that were reproduced; what was under its id goes. */
  async put(work: KeptCurve | KeptReproduction): Promise<void> {
    await this.database.put('work', work);
  }

  /** Changes what is kept under `id`; what was dropped meanwhile stays dropped. */
  async update<K extends KeptWork['kind']>(
    id: string,
    kind: K,
    change: Partial<Extract<KeptWork, { kind: K }>>,
  ): Promise<void> {
    const transaction = this.database.transaction('work', 'readwrite');
    const kept = await transaction.store.get(id);
    if (kept?.kind === kind) await transaction.store.put({ ...kept, ...change });
    await transaction.done;
  }

  /** The files of a run, to run it again. Files that are gone are left out. */
  async filesOf({ files }: KeptWork): Promise<LabFiles> {
    const found = await Promise.all(
      Object.entries(files).map(
        async ([path, key]) => [path, await this.database.get('files', key)] as const,
      ),
    );
    return Object.fromEntries(found.filter((entry): entry is [string, Blob] => entry[1] !== undefined));
  }

  /** Metrics user by user, for paired tests between runs: kept beside the record, in binary. */
  async putPerUser(id: string, values: PerUserValues): Promise<void> {
    await this.database.put('perUser', values, id);
  }

  perUser(id: string): Promise<PerUserValues | undefined> {
    return this.database.get('perUser', id);
  }

  /** Forgets a run with all that belongs to it alone. */
  async drop(id: string): Promise<void> {
    const transaction = this.database.transaction(['work', 'files', 'perUser', 'fits'], 'readwrite');
    await transaction.objectStore('work').delete(id);
    await transaction.objectStore('perUser').delete(id);
    await transaction.objectStore('fits').delete(id);
    const left = await transaction.objectStore('work').getAll();
    const used = new Set(left.flatMap(({ files }) => Object.values(files)));
    for (const key of await transaction.objectStore('files').getAllKeys())
      if (!used.has(key)) await transaction.objectStore('files').delete(key);
    await transaction.done;
  }

  /** The fit of run `id` as far as it went, of this very experiment only. The worker keeps it here as it goes. */
  shelf(id: string, experiment: unknown): FitShelf {
    const text = JSON.stringify(experiment);
    return {
      load: async () => {
        const kept = await this.database.get('fits', id);
        return kept?.experiment === text ? kept.saved : null;
      },
      save: async (saved) => void (await this.database.put('fits', { experiment: text, saved }, id)),
      clear: () => this.database.delete('fits', id),
    };
  }

  /** The history that led to the fit on that shelf. */
  async courseOf(id: string, experiment: unknown): Promise<KeptRun['history']> {
    const saved = await this.shelf(id, experiment).load();
    if (!saved) return [];
    return saved.history.map((point, i) => ({ ...point, fold: saved.fold, time: saved.historyTimes[i]! }));
  }

  /** The experiment in the form, so that a reload brings it back. */
  async putDraft(experiment: ExperimentInput): Promise<void> {
    await this.database.put('drafts', experiment, 'experiment');
  }

  draft(): Promise<ExperimentInput | undefined> {
    return this.database.get('drafts', 'experiment');
  }

  /** The ranking networks of shops on these data that know these features, the latest first. */
  async rankings(sha256: string, featuresVersion: number): Promise<readonly KeptRanking[]> {
    const all = await this.database.getAll('rankings');
    return all
      .filter((kept) => kept.sha256 === sha256 && kept.featuresVersion === featuresVersion)
      .sort((a, b) => b.trainedAt.localeCompare(a.trainedAt) || a.id.localeCompare(b.id));
  }

  /** Keeps a ranking network; what was under its id goes. */
  async putRanking(kept: KeptRanking): Promise<void> {
    await this.database.put('rankings', kept);
  }

  async dropRanking(id: string): Promise<void> {
    await this.database.delete('rankings', id);
  }

  close(): void {
    this.database.close();
  }

  async #begun(id: string, files: LabFiles): Promise<Kept> {
    const keys: Record<string, string> = {};
    for (const [path, blob] of Object.entries(files)) {
      const key = keyOf(path, blob);
      keys[path] = key;
      if ((await this.database.getKey('files', key)) === undefined)
        await this.database.put('files', blob, key);
    }
    return { id, startedAt: new Date().toISOString(), failure: null, files: keys };
  }
}

/** Files of one name, length and date are the same file; a blob without a date is told by its name and length. */
function keyOf(path: string, blob: Blob): string {
  return `${path} ${blob.size} ${blob instanceof File ? blob.lastModified : ''}`;
}
