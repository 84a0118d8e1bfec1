import { Cancelled } from '../models/recommender';
import type { Handle, Lab, RunHandle, RunOptions, SweepHandle, SweepOptions } from './api';
import type { RunEvent } from './events';
import type { ExperimentInput } from './experiment';
import type { RunRecord } from './record';
import type { KeptRun, RunStore } from './store';
import type { SweepRecord, Trial } from './sweep/record';
import type { SweepInput } from './sweep/schema';

/** History is written at most this often, ms: a reload loses a second of curve, not the disk's patience. */
const INTERVAL = 1000;

/**
 * `lab.run`, written down as it goes: the experiment and its files when it begins, its history every second, its
 * record and the figures by user at its end. After a reload `store.list()` tells it, finished or not; run an
 * unfinished one again under its old id and it goes on from the last epoch whose state was kept (models that train by
 * epochs), else from the start. A cancelled run is forgotten.
 */
export function keptRun(
  lab: Lab,
  store: RunStore,
  id: string,
  experiment: ExperimentInput,
  options: RunOptions = {},
): RunHandle {
  const history: KeptRun['history'][number][] = [];
  const writer = new ThrottledWriter(() => store.update(id, 'run', { history: [...history] }));
  const begun = (async () => {
    history.unshift(...(await store.courseOf(id, experiment)));
    await store.beginRun(id, experiment, options.files, history);
  })();
  const handle = lab.run(
    experiment,
    listening({ ...options, keepAs: { store: store.name, id } }, (event) => {
      if (event.type !== 'history') return;
      history.push({ ...event.point, fold: event.fold, time: event.time });
      begun.then(() => writer.soon()).catch(() => {}); // told at the end
    }),
  );
  return ending(
    handle,
    store,
    id,
    begun,
    async (record: RunRecord) => {
      await store.putPerUser(id, await handle.perUser());
      await store.update(id, 'run', { record, history: [...history] });
    },
    (failure) => store.update(id, 'run', { failure, history: [...history] }),
    () => writer.stop(),
  );
}

/** `lab.sweep`, written down trial by trial; `options.trials` are those of the visit before. */
export function keptSweep(
  lab: Lab,
  store: RunStore,
  id: string,
  sweep: SweepInput,
  options: SweepOptions = {},
): SweepHandle {
  const trials: Trial[] = [...(options.trials ?? [])];
  const begun = store.beginSweep(id, sweep, options.files, trials);
  const handle = lab.sweep(sweep, {
    ...options,
    ...listening(options, (event) => {
      if (event.type !== 'trial') return;
      trials.push(event.trial);
      begun.then(() => store.update(id, 'sweep', { trials: [...trials] })).catch(() => {}); // told at the end
    }),
  });
  return ending(
    handle,
    store,
    id,
    begun,
    (record: SweepRecord) => store.update(id, 'sweep', { record, trials: [...trials] }),
    (failure) => store.update(id, 'sweep', { failure, trials: [...trials] }),
  );
}

function listening(options: RunOptions, hear: (event: RunEvent) => void): RunOptions {
  return {
    ...options,
    onEvent: (events) => {
      for (const event of events) hear(event);
      options.onEvent?.(events);
    },
  };
}

/** The handle with a record that is given once it is written down. A full disk must not take the result away. */
function ending<R extends object>(
  handle: Handle<R>,
  store: RunStore,
  id: string,
  begun: Promise<void>,
  done: (record: R) => Promise<void>,
  failed: (failure: string) => Promise<void>,
  over: () => void = () => {},
): Handle<R> {
  const written = (work: () => Promise<void>) => begun.then(work).catch(reportError);
  const record = handle.record.then(
    async (result) => {
      over();
      await written(() => done(result));
      return result;
    },
    async (error: unknown) => {
      over();
      await written(() =>
        error instanceof Cancelled
          ? store.drop(id)
          : failed(error instanceof Error ? error.message : String(error)),
      );
      throw error;
    },
  );
  const cancel = (): Promise<void> => {
    record.catch(() => {}); // who cancels need not also wait for the record that will not come
    return handle.cancel();
  };
  const then: Handle<R>['then'] = (fulfilled, rejected) =>
    record.then(() => handle).then(fulfilled, rejected);
  return Object.assign({}, handle, { record, cancel, then });
}

/** Writes at most once an interval, until it is stopped: what is written at the end is the whole. */
class ThrottledWriter {
  readonly #write: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last = -Infinity;
  #stopped = false;

  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  soon(): void {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#last = performance.now();
        this.#write().catch(reportError);
      },
      Math.max(0, this.#last + INTERVAL - performance.now()),
    );
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
