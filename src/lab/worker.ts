import { expose, releaseProxy, type ProxyMarked, type Remote } from 'comlink';
import type { AdapterDescription } from '../compute/backend';
import type { BackendChoice } from '../compute/open';
import { comparePerUser } from './compare';
import { Engine } from './engine';
import type { RunEvent } from './events';
import type { IdentifiedFiles } from './files';
import type { LearningCurve } from './learning-curve';
import type { RunRecord } from './record';
import type { Reproduction } from './reproduce';
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

  async open(choice: BackendChoice): Promise<AdapterDescription> {
    this.#engine ??= await Engine.open(choice);
    return this.#engine.adapter;
  }

  run(
    id: string,
    experiment: unknown,
    files: IdentifiedFiles,
    deliver: Deliver,
    keepAs: KeepAs | null,
  ): Promise<RunRecord> {
    const run = async () => {
      const store = keepAs && (await RunStore.open(keepAs.store));
      try {
        const shelf = store && store.shelf(keepAs.id, experiment);
        return await this.#opened.run(id, experiment, files, (events) => deliver(events), shelf);
      } finally {
        store?.close();
      }
    };
    return released(deliver, run());
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
    shares: readonly number[],
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<LearningCurve> {
    return released(
      deliver,
      this.#opened.learningCurve(id, experiment, shares, files, (events) => deliver(events)),
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

  inspect(...parameters: Parameters<Engine['inspect']>): ReturnType<Engine['inspect']> {
    return this.#opened.inspect(...parameters);
  }

  models(): ReturnType<Engine['models']> {
    return this.#opened.models();
  }

  streamModels(): ReturnType<Engine['streamModels']> {
    return this.#opened.streamModels();
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
  | 'reproduce'
  | 'verify'
  | 'presets'
  | 'compare'
  | 'replay'
  | 'inspect'
  | 'models'
  | 'streamModels'
  | 'deviceBytes'
  | 'control'
  | 'ask'
>;

carryErrors();
expose(new LabWorker());
