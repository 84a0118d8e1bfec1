import type { AdapterDescription, ArrayOf, Backend, ElementType, Operation, Scope, Tensor } from '../backend';
import { Account } from '../memory';
import { Failures, Rank } from './failure';
import { webgpuKernels } from './kernels';
import { Pace } from './pace';
import { ReadbackRing } from './readback';
import { Tuning } from './tune';
import { GpuScope, type GpuOperation, type GpuTensor } from './scope';

export { DeviceLostError } from './failure';

/** The GPU side of the seam. `budget` in bytes. */
export class WebGpuBackend implements Backend {
  readonly kind = 'webgpu';
  readonly kernels = webgpuKernels;
  readonly memory: Account;
  readonly tuning: Tuning;
  readonly #readback: ReadbackRing;
  readonly #failures: Failures;
  readonly #pace = new Pace();

  constructor(
    readonly device: GPUDevice,
    readonly adapter: AdapterDescription,
    budget = Math.floor(device.limits.maxBufferSize / 4),
  ) {
    this.memory = new Account(budget);
    this.tuning = new Tuning(device, adapter.kind === 'software' ? 'software' : 'gpu');
    this.#failures = new Failures(device);
    this.#readback = new ReadbackRing(this.#failures, this.memory);
  }

  scope(label: string): Scope {
    return new GpuScope(label, this.device, this.memory, this.#failures);
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
    const submit = () => {
      const encoder = this.device.createCommandEncoder();
      record(encoder);
      this.device.queue.submit([encoder.finish()]);
    };
    // The event for uncaptured errors may come after the next read: a scope is in step with it.
    this.#failures.guard('validation', submit, (message) => new Error(message), Rank.symptom);
  }

  run(operations: readonly Operation[], repeat = 1): void {
    const total = operations.length * repeat;
    const perSubmit = this.#pace.operationsPerSubmit(operations);
    for (let done = 0; done < total; done += perSubmit) {
      const count = Math.min(perSubmit, total - done);
      this.#encode((encoder) => {
        const pass = encoder.beginComputePass();
        for (let i = done; i < done + count; i++) {
          (operations[i % operations.length] as GpuOperation).encode(pass);
        }
        pass.end();
      });
      this.#pace.submitted(operations, count, this.device.queue.onSubmittedWorkDone());
    }
  }

  async read<T extends ElementType>(
    tensor: Tensor<T>,
    offset = 0,
    count = tensor.length - offset,
  ): Promise<ArrayOf<T>> {
    this.#failures.throwIfAny();
    const bytes = await this.#orCause(this.#readback.read(bufferOf(tensor), offset * 4, count * 4));
    await this.#failures.settle();
    return (tensor.type === 'f32' ? new Float32Array(bytes) : new Uint32Array(bytes)) as ArrayOf<T>;
  }

  async finish(): Promise<void> {
    await this.#orCause(this.device.queue.onSubmittedWorkDone());
    await this.#failures.settle();
  }

  /** A rejected call on the device is a symptom; its cause is what to tell. */
  async #orCause<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw await this.#failures.causeOf(error);
    }
  }

  trim(): void {
    this.#readback.trim();
  }

  destroy(): void {
    this.#failures.close();
    this.#readback.trim();
    this.device.destroy();
  }
}

function bufferOf(tensor: Tensor): GPUBuffer {
  return (tensor as GpuTensor).buffer;
}
