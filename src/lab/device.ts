import type { Backend } from '../compute/backend';
import { openBackend, type BackendChoice } from '../compute/open';
import { DeviceLostError } from '../compute/webgpu/failure';
import { deviceLost } from './engine-errors';
import { KernelChoices, kernelReport, type KernelReport } from './kernel-choices';
import { macrotask } from './macrotask';
import { Turn } from './turn';

/** What the lab computes on: one backend, which is replaced when its device is lost, and the turns to use it. */
export class LabDevice {
  readonly turn = new Turn();
  #backend: Backend;
  #reopening: Promise<void> | null = null;
  /** Where kernels are tuned for this adapter, and what was measured is kept. */
  #kernels: KernelChoices | null = null;

  constructor(
    backend: Backend,
    readonly choice: BackendChoice,
  ) {
    this.#backend = backend;
  }

  /** Throws `ResearcherError` where the backend asked for cannot be had. */
  static async open(choice: BackendChoice, tune: boolean | 'auto'): Promise<LabDevice> {
    const backend = await openBackend(choice);
    const device = new LabDevice(backend, choice);
    // A software adapter takes seconds for what its next run may not need.
    if (tune === true || (tune === 'auto' && backend.adapter.kind === 'gpu')) {
      device.#kernels = new KernelChoices();
      await device.#kernels.restore(backend);
    }
    return device;
  }

  get backend(): Backend {
    return this.#backend;
  }

  /** How this device computes what can be computed in several ways. */
  kernels(): KernelReport {
    return kernelReport(this.#backend);
  }

  /** Measures every variant anew, when the device is free. */
  async measureKernels(): Promise<KernelReport> {
    await this.whenFree(async (backend) => {
      await backend.tuning?.measureAgain(backend, macrotask);
      await this.#kernels?.keep(backend, true);
    });
    return this.kernels();
  }

  /** Measures what the run before met outside its training, where the device does so by itself. */
  async measureMet(checkpoint: () => Promise<unknown>): Promise<void> {
    const { tuning } = this.#backend;
    if (tuning?.automatic) await tuning.measure(this.#backend, checkpoint);
  }

  /** Remembers for this adapter what was measured so far. */
  async keepMeasured(): Promise<void> {
    await this.#kernels?.keep(this.#backend);
  }

  /** Work that is no run, when the device is free. */
  async whenFree<T>(work: (backend: Backend) => Promise<T>): Promise<T> {
    const place = this.turn.enter();
    try {
      await place.reached;
      return await work(this.#backend);
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
      await this.replace();
      throw deviceLost(error);
    } finally {
      place.leave();
    }
  }

  /** Resolves when what was submitted is done: on the CPU that is so when a call returns. */
  async finish(): Promise<void> {
    if (this.#backend.kind === 'webgpu') await this.#backend.finish();
  }

  /** A lost device takes every fitted model with it; the next run gets a new one. */
  replace(): Promise<void> {
    this.#reopening ??= openBackend(this.choice)
      .then(async (backend) => {
        await this.#kernels?.restore(backend);
        this.#backend = backend;
      })
      .finally(() => (this.#reopening = null));
    return this.#reopening;
  }
}
