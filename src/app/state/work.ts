import { signal, type Signal } from '@lit-labs/signals';
import type { Lab } from '../../lab/api';
import type { RunEvent, RunState } from '../../lab/events';

export type Progress = Extract<RunEvent, { type: 'progress' }>;

/** `interrupted`: the page went away before it was over. */
export type ItemState = RunState | 'interrupted';

export function isOver(state: ItemState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed' || state === 'interrupted';
}

/** Whatever goes on in the lab, as the page knows it: what the lab told, nothing derived. */
export interface Work<H> {
  readonly state: Signal.State<ItemState>;
  readonly progress: Signal.State<Progress | null>;
  readonly failure: Signal.State<unknown>;
  /** Controls and questions; null once the worker is gone. */
  readonly handle: Signal.State<H | null>;
}

export function newWork<H>(state: ItemState = 'running'): Work<H> {
  return {
    state: signal(state),
    progress: signal<Progress | null>(null),
    failure: signal<unknown>(null),
    handle: signal<H | null>(null),
  };
}

/** Takes in what every kind of work tells of itself; other events are for those who know the kind. */
export function hearWork(work: Work<unknown>, event: RunEvent): void {
  if (event.type === 'progress') work.progress.set(event);
  else if (event.type === 'state' && !isOver(work.state.get())) work.state.set(event.state);
}

/** Follows work to its end; `done` takes in what came of it. Resolves then, whatever the end. */
export function follow<H extends { readonly record: Promise<unknown> }>(
  lab: Lab,
  work: Work<H>,
  handle: H,
  done: (record: Awaited<H['record']>) => void,
): Promise<void> {
  work.handle.set(handle);
  // With the worker goes every model: figures stay, but nothing can be asked any more.
  void lab.ended.then(() => work.handle.set(null));
  return handle.record.then(
    (record) => {
      done(record as Awaited<H['record']>);
      work.state.set('done');
    },
    (error: unknown) => {
      const cancelled = error instanceof Error && error.name === 'Cancelled';
      if (!cancelled) work.failure.set(error);
      work.state.set(cancelled ? 'cancelled' : 'failed');
    },
  );
}
