import type { TrainingState } from '../models/recommender';
import type { HistoryPoint } from './events';

/** A fit as far as it went. Structured-cloneable: it lives in memory for lost devices, in IndexedDB for reloads. */
export interface SavedFit {
  /** The hold-out it belongs to. */
  readonly fold: number;
  /** SHA-256 of the data: a state is of no use on other data. */
  readonly data: string;
  readonly state: TrainingState;
  readonly history: readonly HistoryPoint[];
  readonly historyTimes: readonly number[];
}

/** Where the state of a fit is kept while it goes on. */
export interface FitKeeper {
  readonly saved: SavedFit | null;
  /** Least milliseconds between two states: each one is read back from the device. */
  readonly interval: number;
  save(saved: SavedFit): Promise<void>;
}

/** Keeps the state that outlives the page. */
export interface FitShelf {
  load(): Promise<SavedFit | null>;
  save(saved: SavedFit): Promise<void>;
  clear(): Promise<void>;
}

/** Keeps the latest state in memory, and on a shelf where there is one. */
export class Keeper implements FitKeeper {
  #saved: SavedFit | null;

  constructor(
    readonly shelf: FitShelf | null,
    saved: SavedFit | null | undefined,
    readonly interval: number,
  ) {
    this.#saved = saved ?? null;
  }

  get saved(): SavedFit | null {
    return this.#saved;
  }

  async save(saved: SavedFit): Promise<void> {
    this.#saved = saved;
    await this.shelf?.save(saved);
  }
}
