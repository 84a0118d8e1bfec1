import { openDB, type DBSchema } from 'idb';
import type { AdapterDescription, Backend, KernelTuning, TunedChoice } from '../compute/backend';

/** How this device computes what can be computed in several ways. Plain JSON. */
export interface KernelReport {
  readonly adapter: AdapterDescription;
  /** Empty on the CPU: there every kernel has one way. */
  readonly families: KernelTuning['families'];
  /** By kernel and class of shapes. */
  readonly choices: Readonly<Record<string, TunedChoice>>;
  /** Of the code of all variants. */
  readonly version: string | null;
}

interface Schema extends DBSchema {
  choices: { key: string; value: Readonly<Record<string, TunedChoice>> };
}

/** Choices measured on earlier visits, in IndexedDB, by adapter and version of the code. */
export class KernelChoices {
  #kept = 0;

  constructor(readonly database = 'cofilter-kernels') {}

  /** Takes up what is kept for this backend's adapter; from then on training measures before its first step. */
  async restore({ adapter, tuning }: Backend): Promise<void> {
    if (!tuning) return;
    tuning.automatic = true;
    const kept = await this.#use((database) => database.get('choices', keyOf(adapter, tuning)));
    if (kept) tuning.restore(kept);
    this.#kept = Object.keys(tuning.choices).length;
  }

  /** Keeps what was measured since, or with `anew` all of it. */
  async keep({ adapter, tuning }: Backend, anew = false): Promise<void> {
    if (!tuning) return;
    const { choices } = tuning;
    const count = Object.keys(choices).length;
    if (count === 0 || (count === this.#kept && !anew)) return;
    await this.#use((database) => database.put('choices', choices, keyOf(adapter, tuning)));
    this.#kept = count;
  }

  /** null where the browser grants no storage: then every visit measures for itself. */
  async #use<T>(
    work: (database: Awaited<ReturnType<typeof openDB<Schema>>>) => Promise<T>,
  ): Promise<T | null> {
    if (typeof indexedDB === 'undefined') return null;
    try {
      const database = await openDB<Schema>(this.database, 1, {
        upgrade: (fresh) => void fresh.createObjectStore('choices'),
      });
      try {
        return await work(database);
      } finally {
        database.close();
      }
    } catch {
      return null;
    }
  }
}

function keyOf({ name, vendor, architecture }: AdapterDescription, { version }: KernelTuning): string {
  return [name, vendor, architecture, version].join(' | ');
}

export function kernelReport({ adapter, tuning }: Backend): KernelReport {
  const { families = [], choices = {}, version = null } = tuning ?? {};
  return { adapter, families, choices, version };
}
