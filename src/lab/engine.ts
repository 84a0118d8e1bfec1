import type { AdapterDescription } from '../compute/backend';
import type { BackendChoice } from '../compute/open';
import { DeviceLostError } from '../compute/webgpu/failure';
import type { Warning } from '../data/dataset';
import { statistics } from '../data/statistics';
import { describeModels } from '../models/describe';
import { describeStreamModels } from '../live/models/describe';
import type { StreamModelDescription } from '../live/models/description';
import type { ModelDescription } from '../models/description';
import { Cancelled, type ModelEntry } from '../models/recommender';
import { models } from '../models/registry';
import type { DataSummary } from './api';
import { RunControl } from './control';
import { LabDevice } from './device';
import { deviceLost, deviceReplaced, modelLost, noSuchRun, stillRunning } from './engine-errors';
import { EventStream } from './event-stream';
import type { RunEvent } from './events';
import { dataSchema, type ExperimentInput } from './experiment';
import type { IdentifiedFiles } from './files';
import { Keeper, type FitShelf } from './fit-keeper';
import type { FittedModel } from './fitted-model';
import type { KernelReport } from './kernel-choices';
import { learningCurve, type CurveAxis, type LearningCurve } from './learning-curve';
import type { ShopOptions } from './live/api';
import { ShopKeeper } from './live/keeper';
import type { OnDevice } from './live/ranking';
import { DataLoader } from './load';
import { macrotask } from './macrotask';
import { presets, type Preset } from './presets';
import { testRates, type RateTest } from './range-test';
import type { RunRecord } from './record';
import { runReplay } from './replay/run';
import type { ReplayRecord } from './replay/record';
import type { Steering, Transport } from './replay/transport';
import { reproduce, type Reproduction } from './reproduce';
import { runExperiment, type RunEnvironment, type RunResult } from './run';
import { schemaError } from './schema-errors';
import { seedStudy, type SeedStudy } from './seeds';
import type { SweepRecord, Trial } from './sweep/record';
import { runSweep } from './sweep/run-sweep';
import { verifyOnCpu, type Verification } from './verify';

/** A run as the engine knows it, until it is released. */
interface HeldRun {
  readonly control: RunControl;
  fitted: FittedModel | null;
  /** Of a replay, once its stream is open. */
  transport?: Transport;
}

/** Gets the events of a run in batches. */
export type Deliver = (events: readonly RunEvent[]) => unknown;

/** Least milliseconds between two states of a fit that are kept: each is read back from the device. */
const KEEP_EVERY = 10_000;

/** What a fitted model can be asked. */
export type Question =
  'recommend' | 'historyOf' | 'neighbours' | 'explain' | 'similarities' | 'find' | 'perUser' | 'artefacts';

/**
 * The lab without a worker around it: one backend, the tables last read, and the runs with their fitted models. The
 * worker exposes it; in Node it serves as it is.
 */
export class Engine {
  readonly #runs = new Map<string, HeldRun>();
  readonly #loader = new DataLoader();
  /** Shops answer from the host, whoever has the device; their networks are trained on it. */
  readonly shops = new ShopKeeper();

  constructor(
    readonly device: LabDevice,
    readonly registered: readonly ModelEntry[] = models,
    readonly keepEvery = KEEP_EVERY,
  ) {}

  /** Throws `ResearcherError` where the backend asked for cannot be had. */
  static async open(choice: BackendChoice, tune: boolean | 'auto' = false): Promise<Engine> {
    return new Engine(await LabDevice.open(choice, tune));
  }

  /** How this device computes what can be computed in several ways. */
  kernels(): KernelReport {
    return this.device.kernels();
  }

  /** Measures every variant anew, when the device is free. */
  measureKernels(): Promise<KernelReport> {
    return this.device.measureKernels();
  }

  get adapter(): AdapterDescription {
    return this.device.backend.adapter;
  }

  /** Bytes on the device, for tests and the page's memory display. */
  get deviceBytes(): number {
    return this.device.backend.memory.current;
  }

  models(): readonly ModelDescription[] {
    return describeModels(this.registered);
  }

  streamModels(): readonly StreamModelDescription[] {
    return describeStreamModels();
  }

  /** What the reader sees of a data source. Its table is kept, so that a run on it starts at once. */
  async inspect(input: ExperimentInput['data'], files: IdentifiedFiles): Promise<DataSummary> {
    const parsed = dataSchema.safeParse(input ?? {});
    if (!parsed.success) throw schemaError('experiment.invalid', dataSchema, input, parsed.error, ['data']);
    const hooks = { report: () => {}, checkpoint: macrotask };
    const { table, dataset } = await this.#loader.preview(parsed.data, files, hooks);
    return {
      source: table.source,
      rejected: table.rejected,
      statistics: statistics(dataset),
      hasMetadata: dataset.itemMetadata !== null,
    };
  }

  /**
   * Runs one experiment under `id` and keeps its fitted model under it. `deliver` gets the events in batches; the
   * last ones are delivered before the record is given. Rejects with ResearcherError, Cancelled, or a bug.
   */
  run(
    id: string,
    experiment: unknown,
    files: IdentifiedFiles,
    deliver: Deliver,
    shelf: FitShelf | null = null,
  ): Promise<RunRecord> {
    return this.#fitting(id, files, deliver, (environment) =>
      this.#throughLosses(experiment, environment, shelf),
    );
  }

  /** Where the device is lost in a fit that was kept, a new one takes over from there. */
  async #throughLosses(
    experiment: unknown,
    environment: RunEnvironment,
    shelf: FitShelf | null,
  ): Promise<RunResult> {
    const keeper = new Keeper(shelf, await shelf?.load(), this.keepEvery);
    const warnings: Warning[] = [];
    for (;;) {
      const from = keeper.saved;
      try {
        const result = await runExperiment(experiment, {
          ...environment,
          backend: this.device.backend,
          keeper,
        });
        await shelf?.clear();
        const record = { ...result.record, warnings: [...result.record.warnings, ...warnings] };
        return { ...result, record };
      } catch (error) {
        if (!(error instanceof DeviceLostError) || keeper.saved === from) throw error;
        await this.device.replace();
        const warning = deviceReplaced(keeper.saved!.state.epoch);
        warnings.push(warning);
        environment.emit?.({ type: 'warning', warning });
      }
    }
  }

  /** Runs a sweep under `id`, going on from the trials of an interrupted one; keeps the best setting's model. */
  sweep(
    id: string,
    sweep: unknown,
    trials: readonly Trial[],
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<SweepRecord> {
    return this.#fitting(id, files, deliver, (environment) => runSweep(sweep, trials, environment));
  }

  /** Runs one experiment for each value along a learning curve, under `id`; keeps the last one's model. */
  learningCurve(
    id: string,
    experiment: unknown,
    along: CurveAxis,
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<LearningCurve> {
    return this.#fitting(id, files, deliver, (environment) => learningCurve(experiment, along, environment));
  }

  /** Runs one experiment under `count` seeds, under `id`; keeps the last one's model. */
  seeds(
    id: string,
    experiment: unknown,
    count: number,
    files: IdentifiedFiles,
    deliver: Deliver,
  ): Promise<SeedStudy> {
    return this.#fitting(id, files, deliver, (environment) => seedStudy(experiment, count, environment));
  }

  /** Looks for a learning rate under `id`; nothing is held afterwards. */
  testRates(id: string, experiment: unknown, files: IdentifiedFiles, deliver: Deliver): Promise<RateTest> {
    return this.#fitting(id, files, deliver, (environment) => testRates(experiment, environment));
  }

  /** Runs a preset under `id` and judges its figures. */
  reproduce(id: string, preset: string, files: IdentifiedFiles, deliver: Deliver): Promise<Reproduction> {
    return this.#fitting(id, files, deliver, (environment) => reproduce(preset, environment));
  }

  /** Runs a record's experiment again on the CPU; nothing is held afterwards. */
  verify(id: string, record: RunRecord, files: IdentifiedFiles, deliver: Deliver): Promise<Verification> {
    return this.#fitting(id, files, deliver, (environment) => verifyOnCpu(record, environment));
  }

  presets(): readonly Preset[] {
    return presets;
  }

  /** Work that may end in a fitted model, which is kept under `id`. */
  #fitting<R>(
    id: string,
    files: IdentifiedFiles,
    deliver: Deliver,
    work: (environment: RunEnvironment) => Promise<{ record: R; fitted: FittedModel | null }>,
  ): Promise<R> {
    return this.#work(id, deliver, async (held, emit) => {
      await this.device.measureMet(() => held.control.checkpointThrough());
      const { record, fitted } = await work({
        backend: this.device.backend,
        control: held.control,
        files,
        loader: this.#loader,
        models: this.registered,
        emit,
      });
      held.fitted = fitted;
      await this.device.keepMeasured();
      return record;
    });
  }

  /** Replays a stream through models that learn as they go, under `id`; nothing is held afterwards. Rejects as `run`. */
  async replay(id: string, replay: unknown, files: IdentifiedFiles, deliver: Deliver): Promise<ReplayRecord> {
    const record = await this.#work(id, deliver, (held, emit) =>
      runReplay(replay, {
        backend: this.device.backend,
        control: held.control,
        files,
        loader: this.#loader,
        emit,
        onTransport: (transport) => (held.transport = transport),
      }),
    );
    this.#runs.delete(id);
    return record;
  }

  /** Changes the speed of a replay, jumps in it, or puts something on sale. Throws `ResearcherError`. */
  steer(id: string, steering: Steering): void {
    const { control, transport } = this.#runs.get(id) ?? {};
    if (!control || !transport) throw noSuchRun();
    const still = control.state === 'paused';
    transport.steer(steering, still);
    // Who stands still jumps too, and then stands still again.
    if (still && 'seek' in steering) control.resume();
  }

  /** Opens a shop under `id`; `shops` answers for it from then on. */
  openShop(id: string, data: unknown, files: IdentifiedFiles, options?: ShopOptions): Promise<void> {
    const onDevice: OnDevice = (work) => this.device.whenFree(work);
    return this.shops.open(id, data, { files, loader: this.#loader, onDevice }, options);
  }

  /** Work under the controls of `id`: waits for its turn, delivers its events, and tells how it ended. */
  async #work<T>(
    id: string,
    deliver: Deliver,
    work: (held: HeldRun, emit: (event: RunEvent) => void) => Promise<T>,
  ): Promise<T> {
    const deliveries = new Set<Promise<unknown>>();
    const events = new EventStream((batch) => {
      const delivery = Promise.resolve(deliver(batch)).finally(() => deliveries.delete(delivery));
      deliveries.add(delivery);
    });
    const control = new RunControl({
      turn: this.device.turn,
      onState: (state) => events.push({ type: 'state', state }),
      fence: () => this.device.finish(),
    });
    const held: HeldRun = { control, fitted: null };
    this.#runs.set(id, held);
    try {
      await control.begin();
      const result = await work(held, (event) => events.push(event));
      control.end('done');
      return result;
    } catch (error) {
      this.#runs.delete(id);
      const lost = error instanceof DeviceLostError;
      if (lost) await this.device.replace();
      else this.device.backend.trim();
      control.end(error instanceof Cancelled ? 'cancelled' : 'failed');
      throw lost ? deviceLost(error) : error;
    } finally {
      events.close();
      await Promise.all(deliveries);
    }
  }

  pause(id: string): Promise<void> {
    return this.#control(id).pause();
  }

  resume(id: string): void {
    this.#control(id).resume();
  }

  step(id: string): Promise<void> {
    return this.#control(id).step();
  }

  stopAndKeep(id: string): void {
    this.#control(id).stopAndKeep();
  }

  cancel(id: string): void {
    this.#runs.get(id)?.control.cancel();
  }

  /** Asks a finished run's model. Throws `ResearcherError` where it cannot answer. */
  async ask<Q extends Question>(
    id: string,
    question: Q,
    ...parameters: Parameters<FittedModel[Q]>
  ): Promise<Awaited<ReturnType<FittedModel[Q]>>> {
    const held = this.#runs.get(id);
    if (!held) throw noSuchRun();
    const { fitted } = held;
    if (!fitted) throw stillRunning();
    if (fitted.backend !== this.device.backend) throw modelLost();
    const answer = fitted[question] as (...parameters: Parameters<FittedModel[Q]>) => unknown;
    return (await answer.apply(fitted, parameters)) as Awaited<ReturnType<FittedModel[Q]>>;
  }

  /** Forgets a run and gives back what its model holds; a run in progress is cancelled. */
  release(id: string): void {
    const held = this.#runs.get(id);
    if (!held) return;
    held.control.cancel();
    if (held.fitted) this.#runs.delete(id);
    held.fitted?.dispose();
    this.device.backend.trim();
  }

  close(): void {
    for (const id of this.#runs.keys()) this.release(id);
    this.device.backend.destroy();
  }

  #control(id: string): RunControl {
    const held = this.#runs.get(id);
    if (!held) throw noSuchRun();
    return held.control;
  }
}
