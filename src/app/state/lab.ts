import { signal } from '@lit-labs/signals';
import type { Lab, OpenLabOptions } from '../../lab/api';
import type { ModelDescription } from '../../models/description';

/** Where the connection to the worker stands. */
export type LabState =
  | { readonly status: 'opening' }
  | { readonly status: 'ready'; readonly lab: Lab; readonly models: readonly ModelDescription[] }
  | { readonly status: 'failed'; readonly error: unknown };

export const labState = signal<LabState>({ status: 'opening' });

export type OpenLab = (options?: OpenLabOptions) => Promise<Lab>;

/** Ends when the last lab that was asked for is ready or has failed. */
let opening = Promise.resolve();

/** Opens the lab; what comes of it is in `labState`. An earlier lab is closed first. */
export function connect(open: OpenLab, options?: OpenLabOptions): Promise<void> {
  return (opening = replaceLab(open, options));
}

async function replaceLab(open: OpenLab, options?: OpenLabOptions): Promise<void> {
  const before = currentLab();
  labState.set({ status: 'opening' });
  before?.close();
  try {
    const lab = await open(options);
    labState.set({ status: 'ready', lab, models: await lab.models() });
    void lab.ended.then(() => {
      // The runs it had tell why; the next one gets a new worker. A lab that was closed on purpose is not current.
      if (currentLab() === lab) void connect(open, options);
    });
  } catch (error) {
    labState.set({ status: 'failed', error });
  }
}

/** The lab, once none is opening any more; null where none came of it. */
export async function openedLab(): Promise<Lab | null> {
  await opening;
  return currentLab();
}

/** The lab, once it is ready. */
export function currentLab(): Lab | null {
  const state = labState.get();
  return state.status === 'ready' ? state.lab : null;
}

export function currentModels(): readonly ModelDescription[] {
  const state = labState.get();
  return state.status === 'ready' ? state.models : [];
}

/** A list that the lab is asked for once; empty until it has told. */
export function toldByLab<T>(ask: (lab: Lab) => Promise<readonly T[]>): () => readonly T[] {
  const told = signal<readonly T[]>([]);
  let asked: Lab | null = null;
  return () => {
    const lab = currentLab();
    if (lab && asked !== lab) {
      asked = lab;
      ask(lab).then(
        (all) => told.set(all),
        // A lab that ended tells so in `labState`; the next one is asked again.
        () => (asked = null),
      );
    }
    return told.get();
  };
}
