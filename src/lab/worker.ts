import { expose, releaseProxy, type ProxyMarked, type Remote } from 'comlink';
import type { AdapterDescription } from '../compute/backend';
import type { BackendChoice } from '../compute/open';
import { comparePerUser } from './compare';
import { Engine } from './engine';
import type { RunEvent } from './events';
import type { IdentifiedFiles } from './files';
import type { FitShelf } from './fit-keeper';
import type { KernelReport } from './kernel-choices';
import type { CurveAxis, LearningCurve } from './learning-curve';
import type { ShopKeeper } from './live/keeper';
import type { RateTest } from './range-test';
import type { RunRecord } from './record';
import type { Reproduction } from './reproduce';
import type { SeedStudy } from './seeds';
import type { Verification } from './verify';
import type { ReplayRecord } from './replay/record';
import type { SweepRecord, Trial } from './sweep/record';
import type { KeepAs } from './api';
import { RunStore } from './store';
import { carryErrors } from './transfer';

/** A callback of the page; what arrives here is a Remote of it. */
type Deliver = ((events: readonly RunEvent[]) => void) & ProxyMarked;

/** What the page's client talks to. One engine, opened by the first call. */
class LabWorker {
  #engine: Engine | null = null;

  async open(choice: BackendChoice, tune: boolean | 'auto' = 'auto'): Promise<AdapterDescription> {
    this.#engine ??= await Engine.open(choice, tune);
    return this.#engine.adapter;
  }

  run(
    id: string,
    experiment: unknown,
    files: IdentifiedFiles,
    deliver: Deliver,
    keepAs: KeepAs | null,
  ): Promise<RunRecord> {
    // The run is known to the engine before the store is open: a cancel may follow at once.
    const store = keepAs && RunStore.open(keepAs.store);
    const shelf = keepAs && store && shelfOf(store, keepAs.id, experiment);
    const run = this.#opened
      .run(id, experiment, files, (events) => deliver(events), shelf)
      .finally(async () => (await store)?.close());
    return released(deliver, run);
  }

  sweep(
    id: string,
    sweep: unknown,
    trials: readonly Trial[],
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<SweepRecord> {
    return released(
      deliver,
      this.#opened.sweep(id, sweep, trials, files, (events) => deliver(events)),
    );
  }

  learningCurve(
    id: string,
    experiment: unknown,
    along: CurveAxis,
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<LearningCurve> {
    return released(
      deliver,
      this.#opened.learningCurve(id, experiment, along, files, (events) => deliver(events)),
    );
  }

  seeds(
    id: string,
    experiment: unknown,
    count: number,
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<SeedStudy> {
    return released(
      deliver,
      this.#opened.seeds(id, experiment, count, files, (events) => deliver(events)),
    );
  }

  testRates(id: string, experiment: unknown, files: IdentifiedFiles, deliver: Deliver): Promise<RateTest> {
    return released(
      deliver,
      this.#opened.testRates(id, experiment, files, (events) => deliver(events)),
    );
  }

  reproduce(id: string, preset: string, files: IdentifiedFiles, deliver: Deliver): Promise<Reproduction> {
    return released(
      deliver,
      this.#opened.reproduce(id, preset, files, (events) => deliver(events)),
    );
  }

  verify(id: string, record: RunRecord, files: IdentifiedFiles, deliver: Deliver): Promise<Verification> {
    return released(
      deliver,
      this.#opened.verify(id, record, files, (events) => deliver(events)),
    );
  }

  presets(): ReturnType<Engine['presets']> {
    return this.#opened.presets();
  }

  compare(...parameters: Parameters<typeof comparePerUser>): ReturnType<typeof comparePerUser> {
    return comparePerUser(...parameters);
  }

  replay(id: string, replay: unknown, files: IdentifiedFiles, deliver: Deliver): Promise<ReplayRecord> {
    return released(
      deliver,
      this.#opened.replay(id, replay, files, (events) => deliver(events)),
    );
  }

  steer(...parameters: Parameters<Engine['steer']>): void {
    this.#opened.steer(...parameters);
  }

  openShop(...parameters: Parameters<Engine['openShop']>): Promise<void> {
    return this.#opened.openShop(...parameters);
  }

  askShop(...parameters: Parameters<ShopKeeper['ask']>): unknown {
    return this.#opened.shops.ask(...parameters);
  }

  closeShop(id: string): void {
    this.#opened.shops.close(id);
  }

  inspect(...parameters: Parameters<Engine['inspect']>): ReturnType<Engine['inspect']> {
    return this.#opened.inspect(...parameters);
  }

  models(): ReturnType<Engine['models']> {
    return this.#opened.models();
  }

  streamModels(): ReturnType<Engine['streamModels']> {
    return this.#opened.streamModels();
  }

  kernels(): KernelReport {
    return this.#opened.kernels();
  }

  measureKernels(): Promise<KernelReport> {
    return this.#opened.measureKernels();
  }

  deviceBytes(): number {
    return this.#opened.deviceBytes;
  }

  control(id: string, action: 'pause' | 'resume' | 'step' | 'stopAndKeep' | 'cancel' | 'release'): unknown {
    return this.#opened[action](id);
  }

  ask(id: string, question: Parameters<Engine['ask']>[1], parameters: readonly unknown[]): Promise<unknown> {
    return this.#opened.ask(
      id,
      question,
      ...(parameters as Parameters<Engine['ask']> extends [string, infer _Q, ...infer P] ? P : never),
    );
  }

  get #opened(): Engine {
    if (!this.#engine) throw new Error('open() comes first');
    return this.#engine;
  }
}

/** The shelf of a store that is still being opened. */
function shelfOf(store: Promise<RunStore>, id: string, experiment: unknown): FitShelf {
  const shelf = store.then((opened) => opened.shelf(id, experiment));
  shelf.catch(() => {}); // told by whichever call needs it
  return {
    load: async () => (await shelf).load(),
    save: async (saved) => (await shelf).save(saved),
    clear: async () => (await shelf).clear(),
  };
}

/** The events' callback is released with the run: else its port would stay open for ever. */
async function released<T>(deliver: Deliver, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } finally {
    (deliver as unknown as Remote<Deliver>)[releaseProxy]();
  }
}

export type LabWorkerApi = Pick<
  LabWorker,
  | 'open'
  | 'run'
  | 'sweep'
  | 'learningCurve'
  | 'seeds'
  | 'testRates'
  | 'reproduce'
  | 'verify'
  | 'presets'
  | 'compare'
  | 'replay'
  | 'steer'
  | 'openShop'
  | 'askShop'
  | 'closeShop'
  | 'inspect'
  | 'models'
  | 'streamModels'
  | 'deviceBytes'
  | 'kernels'
  | 'measureKernels'
  | 'control'
  | 'ask'
>;

carryErrors();
expose(new LabWorker());
