import type { AdapterDescription, ArrayOf, Backend, ElementType, Operation, Scope, Tensor } from '../backend';
import { Account } from '../memory';
import { webgpuKernels } from './kernels';
import { ReadbackRing } from './readback';
import { GpuScope, type GpuOperation, type GpuTensor } from './scope';

/** Dispatches encoded before a submit goes out; keeps the queue fed and the watchdog (10 s, 2 s on Windows) calm. */
const DISPATCHES_PER_SUBMIT = 512;

export class WebGpuBackend implements Backend {
  readonly kind = 'webgpu';
  readonly kernels = webgpuKernels;
  readonly memory: Account;
  readonly #readback: ReadbackRing;
  /** The first error since the last `finish()`. */
  #error: Error | null = null;
  #destroyed = false;

  constructor(
    readonly device: GPUDevice,
    readonly adapter: AdapterDescription,
    budget = Math.floor(device.limits.maxBufferSize / 4),
  ) {
    this.memory = new Account(budget);
    this.#readback = new ReadbackRing(device, this.memory);
    device.addEventListener('uncapturederror', (event) => this.#fail(new Error(event.error.message)));
    void device.lost.then((info) => {
      if (!this.#destroyed) this.#fail(new DeviceLostError(info.reason, info.message));
    });
  }

  #fail(error: Error): void {
    this.#error ??= error;
  }

  scope(label: string): Scope {
    return new GpuScope(label, this.device, this.memory);
  }

  write<T extends ElementType>(tensor: Tensor<T>, data: ArrayOf<T>, offset = 0): void {
    this.device.queue.writeBuffer(bufferOf(tensor), offset * 4, data);
  }

  clear(tensor: Tensor): void {
    this.#encode((encoder) => encoder.clearBuffer(bufferOf(tensor)));
  }

  copy(source: Tensor, sourceOffset: number, target: Tensor, targetOffset: number, count: number): void {
    this.#encode((encoder) =>
      encoder.copyBufferToBuffer(
        bufferOf(source),
        sourceOffset * 4,
        bufferOf(target),
        targetOffset * 4,
        count * 4,
      ),
    );
  }

  #encode(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    record(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  run(operations: readonly Operation[], repeat = 1): void {
    const perSubmit = Math.max(1, Math.floor(DISPATCHES_PER_SUBMIT / Math.max(1, operations.length)));
    for (let done = 0; done < repeat; done += perSubmit) {
      this.#encode((encoder) => {
        const pass = encoder.beginComputePass();
        for (let i = Math.min(perSubmit, repeat - done); i > 0; i--) {
          for (const operation of operations) (operation as GpuOperation).encode(pass);
        }
        pass.end();
      });
    }
  }

  async read<T extends ElementType>(
    tensor: Tensor<T>,
    offset = 0,
    count = tensor.length - offset,
  ): Promise<ArrayOf<T>> {
    this.#throwIfFailed();
    const bytes = await this.#readback.read(bufferOf(tensor), offset * 4, count * 4);
    this.#throwIfFailed();
    return (tensor.type === 'f32' ? new Float32Array(bytes) : new Uint32Array(bytes)) as ArrayOf<T>;
  }

  async finish(): Promise<void> {
    await this.device.queue.onSubmittedWorkDone();
    this.#throwIfFailed();
  }

  #throwIfFailed(): void {
    const error = this.#error;
    // A lost device stays lost; other errors are told once.
    if (!(error instanceof DeviceLostError)) this.#error = null;
    if (error) throw error;
  }

  destroy(): void {
    this.#destroyed = true;
    this.#readback.destroy();
    this.device.destroy();
  }
}

/** The browser took the device away (driver reset, watchdog, GPU process gone). A new backend can be opened. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(`The GPU device was lost (${reason || 'unknown'}): ${message}`);
  }
}

function bufferOf(tensor: Tensor): GPUBuffer {
  return (tensor as GpuTensor).buffer;
}
