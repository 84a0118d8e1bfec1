import { proxy, releaseProxy, wrap, type ProxyMarked, type Remote } from 'comlink';
import type { AdapterDescription } from '../compute/backend';
import { ResearcherError } from '../errors';
import type { ModelDescription } from '../models/description';
import type {
  DataSummary,
  Handle,
  Lab,
  LabFiles,
  OpenLabOptions,
  ReplayHandle,
  RunHandle,
  RunOptions,
  SweepHandle,
  SweepOptions,
} from './api';
import type { RunEvent } from './events';
import type { ExperimentInput } from './experiment';
import type { IdentifiedFiles } from './files';
import type { KernelReport } from './kernel-choices';
import type { CurveAxis, LearningCurve } from './learning-curve';
import type { Shop, ShopOptions } from './live/api';
import { shopHandle } from './live/shop-handle';
import type { Preset } from './presets';
import type { RunRecord } from './record';
import type { ReplayInput } from './replay/schema';
import type { Steering } from './replay/transport';
import type { RateTest } from './range-test';
import type { Reproduction } from './reproduce';
import type { SeedStudy } from './seeds';
import type { Verification } from './verify';
import { runControls, runHandle, type Action } from './run-handle';
import type { SweepInput } from './sweep/schema';
import { carryErrors } from './transfer';
import type { LabWorkerApi } from './worker';

export type * from './api';

carryErrors();

/**
 * Opens the lab in a worker of its own. Throws `ResearcherError` where the backend asked for cannot be had; `auto`
 * (the default) takes any WebGPU adapter, else the CPU.
 */
export async function openLab(options: OpenLabOptions = {}): Promise<Lab> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'cofilter-lab',
  });
  const client = new LabClient(worker);
  try {
    client.adapter = await client.call((remote) =>
      remote.open(options.backend ?? 'auto', options.tune ?? 'auto'),
    );
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The page's side of the worker. Every call rejects if the worker dies; Comlink alone would let it wait for ever. */
class LabClient implements Lab {
  adapter!: AdapterDescription;
  readonly ended: Promise<Error>;
  readonly #worker: Worker;
  readonly #remote: Remote<LabWorkerApi>;
  readonly #pending = new Set<(reason: Error) => void>();
  readonly #keys = new WeakMap<Blob, string>();
  #death: Error | null = null;
  #tellEnd!: (reason: Error) => void;
  #count = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#remote = wrap<LabWorkerApi>(worker);
    this.ended = new Promise((resolve) => (this.#tellEnd = resolve));
    worker.addEventListener('error', (event) =>
      this.#die(new Error(`The lab's worker stopped: ${event.message || 'it could not be loaded'}`)),
    );
    worker.addEventListener('messageerror', () =>
      this.#die(new Error('The lab’s worker sent a message that could not be read.')),
    );
  }

  inspect(data: ExperimentInput['data'], files: LabFiles = {}): Promise<DataSummary> {
    return this.call((remote) => remote.inspect(data, this.#identify(files)));
  }

  models(): Promise<readonly ModelDescription[]> {
    return this.call((remote) => remote.models());
  }

  streamModels(): ReturnType<Lab['streamModels']> {
    return this.call((remote) => remote.streamModels());
  }

  kernels(): Promise<KernelReport> {
    return this.call((remote) => remote.kernels());
  }

  measureKernels(): Promise<KernelReport> {
    return this.call((remote) => remote.measureKernels());
  }

  deviceBytes(): Promise<number> {
    return this.call((remote) => remote.deviceBytes());
  }

  run(experiment: ExperimentInput, options: RunOptions = {}): RunHandle {
    return this.#askable(
      options,
      this.#start('run', options, (remote, id, files, deliver) =>
        remote.run(id, experiment, files, deliver, options.keepAs ?? null),
      ),
    );
  }

  sweep(sweep: SweepInput, options: SweepOptions = {}): SweepHandle {
    return this.#askable(
      options,
      this.#start('sweep', options, (remote, id, files, deliver) =>
        remote.sweep(id, sweep, options.trials ?? [], files, deliver),
      ),
    );
  }

  learningCurve(
    experiment: ExperimentInput,
    along: CurveAxis,
    options: RunOptions = {},
  ): Handle<LearningCurve> {
    return this.#askable(
      options,
      this.#start('curve', options, (remote, id, files, deliver) =>
        remote.learningCurve(id, experiment, along, files, deliver),
      ),
    );
  }

  seeds(experiment: ExperimentInput, count: number, options: RunOptions = {}): Handle<SeedStudy> {
    return this.#askable(
      options,
      this.#start('seeds', options, (remote, id, files, deliver) =>
        remote.seeds(id, experiment, count, files, deliver),
      ),
    );
  }

  testRates(experiment: ExperimentInput, options: RunOptions = {}): Handle<RateTest> {
    return this.#askable(
      options,
      this.#start('rates', options, (remote, id, files, deliver) =>
        remote.testRates(id, experiment, files, deliver),
      ),
    );
  }

  reproduce(preset: string, options: RunOptions = {}): Handle<Reproduction> {
    return this.#askable(
      options,
      this.#start('reproduce', options, (remote, id, files, deliver) =>
        remote.reproduce(id, preset, files, deliver),
      ),
    );
  }

  verify(record: RunRecord, options: RunOptions = {}): Handle<Verification> {
    return this.#askable(
      options,
      this.#start('verify', options, (remote, id, files, deliver) =>
        remote.verify(id, record, files, deliver),
      ),
    );
  }

  compare(...parameters: Parameters<Lab['compare']>): ReturnType<Lab['compare']> {
    return this.call((remote) => remote.compare(...parameters));
  }

  presets(): Promise<readonly Preset[]> {
    return this.call((remote) => remote.presets());
  }

  /** The handle of work that ends in a fitted model. */
  #askable<R extends object>(
    { signal }: RunOptions,
    { id, record }: { id: string; record: Promise<R> },
  ): Handle<R> {
    const handle = runHandle(id, record, {
      control: (run, action) => this.#control(run, action),
      ask: (run, question, parameters) => this.call((remote) => remote.ask(run, question, parameters)),
    });
    cancelOn(signal, handle);
    return handle;
  }

  replay(replay: ReplayInput, options: RunOptions = {}): ReplayHandle {
    const { id, record } = this.#start('replay', options, (remote, run, files, deliver) =>
      remote.replay(run, replay, files, deliver),
    );
    const steer = (steering: Steering) => this.call((remote) => remote.steer(id, steering));
    const handle: ReplayHandle = {
      id,
      record,
      ...runControls(id, record, (run, action) => this.#control(run, action)),
      pace: (pace) => steer({ pace }),
      seek: (seek) => steer({ seek }),
      sell: (sale) => steer({ sale }),
    };
    cancelOn(options.signal, handle);
    return handle;
  }

  async shop(
    data: ExperimentInput['data'],
    { files = {}, ...options }: ShopOptions & { files?: LabFiles } = {},
  ): Promise<Shop> {
    const id = `shop-${++this.#count}`;
    await this.call((remote) => remote.openShop(id, data, this.#identify(files), options));
    return shopHandle(
      id,
      (question, parameters) => this.call((remote) => remote.askShop(id, question, parameters)),
      () => this.call((remote) => remote.closeShop(id)),
    );
  }

  async #control(id: string, action: Action): Promise<void> {
    await this.call((remote) => remote.control(id, action));
  }

  /** Starts work in the worker under a new id; its events go to `onEvent`. */
  #start<T>(
    kind: string,
    { onEvent, files = {} }: RunOptions,
    start: (
      remote: Remote<LabWorkerApi>,
      id: string,
      files: IdentifiedFiles,
      deliver: ((events: readonly RunEvent[]) => void) & ProxyMarked,
    ) => Promise<T>,
  ): { id: string; record: Promise<T> } {
    const id = `${kind}-${++this.#count}`;
    const deliver = proxy((events: readonly RunEvent[]) => {
      try {
        onEvent?.(events);
      } catch (error) {
        reportError(error); // the caller's bug, not the run's
      }
    });
    return { id, record: this.call((remote) => start(remote, id, this.#identify(files), deliver)) };
  }

  close(): void {
    this.#die(
      new ResearcherError('lab.closed', {
        en: 'The lab was closed. Open it again to go on.',
        zh: '实验室已关闭。请重新打开后继续。',
      }),
    );
  }

  /** One call to the worker; rejects with what it throws, or with the reason of its death. */
  async call<T>(ask: (remote: Remote<LabWorkerApi>) => Promise<T>): Promise<T> {
    if (this.#death) throw this.#death;
    let reject!: (reason: Error) => void;
    const death = new Promise<never>((_, fail) => (reject = fail));
    this.#pending.add(reject);
    try {
      return await Promise.race([ask(this.#remote), death]);
    } finally {
      this.#pending.delete(reject);
    }
  }

  #die(reason: Error): void {
    if (this.#death) return;
    this.#death = reason;
    this.#remote[releaseProxy]();
    this.#worker.terminate();
    for (const reject of this.#pending) reject(reason);
    this.#tellEnd(reason);
  }

  /** Every file keeps its key from call to call, so that the worker knows it again and does not read it twice. */
  #identify(files: LabFiles): IdentifiedFiles {
    return Object.fromEntries(
      Object.entries(files).map(([path, blob]) => {
        const key = this.#keys.get(blob) ?? `blob-${++this.#count}`;
        this.#keys.set(blob, key);
        return [path, { key, blob }];
      }),
    );
  }
}

/** Cancels a run when the signal says so, for as long as it goes on. */
function cancelOn(
  signal: AbortSignal | undefined,
  handle: { readonly record: Promise<unknown>; cancel(): Promise<void> },
): void {
  const cancel = () => void handle.cancel().catch(() => {}); // a run that is over has nothing to cancel
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  const forget = () => signal?.removeEventListener('abort', cancel);
  handle.record.then(forget, forget);
}
