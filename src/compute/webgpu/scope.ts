import type { ArrayOf, ElementType, Operation, Scope, Tensor } from '../backend';
import type { Account } from '../memory';
import type { Failures } from './failure';

export class GpuTensor<T extends ElementType = ElementType> implements Tensor<T> {
  constructor(
    readonly type: T,
    readonly length: number,
    readonly label: string,
    readonly buffer: GPUBuffer,
  ) {}
}

export class GpuOperation implements Operation {
  constructor(
    readonly label: string,
    readonly encode: (pass: GPUComputePassEncoder) => void,
  ) {}
}

/** Several operations under one name, run in order: for wrappers that take more than one dispatch. */
export function sequence(label: string, operations: readonly Operation[]): Operation {
  return new GpuOperation(label, (pass) => {
    for (const operation of operations) (operation as GpuOperation).encode(pass);
  });
}

/** Owns buffers on one device: tensors, and the uniforms of the operations prepared in it. */
export class GpuScope implements Scope {
  readonly #tensors = new Set<GpuTensor>();
  readonly #uniforms: GPUBuffer[] = [];
  #disposed = false;

  constructor(
    readonly label: string,
    readonly device: GPUDevice,
    readonly account: Account,
    readonly failures: Failures,
  ) {}

  tensor<T extends ElementType>(type: T, length: number, label: string): Tensor<T> {
    // A binding has at least 4 bytes; sizes are multiples of 16 so that shaders may read whole vec4.
    const size = Math.max(16, Math.ceil(length / 4) * 16);
    const buffer = this.#own(
      size,
      `${this.label}: ${label}`,
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    );
    const tensor = new GpuTensor(type, length, label, buffer);
    this.#tensors.add(tensor);
    return tensor;
  }

  upload(data: Float32Array, label: string): Tensor<'f32'>;
  upload(data: Uint32Array, label: string): Tensor<'u32'>;
  upload(data: Float32Array | Uint32Array, label: string): Tensor {
    const type = data instanceof Float32Array ? 'f32' : 'u32';
    const tensor = this.tensor(type, data.length, label);
    if (data.length > 0)
      this.device.queue.writeBuffer(this.bufferOf(tensor), 0, data as ArrayOf<ElementType>);
    return tensor;
  }

  /** A uniform buffer with this content, alive as long as the scope. */
  uniform(content: ArrayBuffer, label: string): GPUBuffer {
    const buffer = this.#own(content.byteLength, `${this.label}: ${label} uniforms`, GPUBufferUsage.UNIFORM);
    this.device.queue.writeBuffer(buffer, 0, content);
    this.#uniforms.push(buffer);
    return buffer;
  }

  #own(size: number, label: string, usage: GPUBufferUsageFlags): GPUBuffer {
    if (this.#disposed) throw new Error(`The scope “${this.label}” is disposed; “${label}” has no owner.`);
    const held = this.account.current;
    this.account.take(size, label);
    try {
      return this.failures.buffer({ label, size, usage: usage | GPUBufferUsage.COPY_DST }, held);
    } catch (error) {
      this.account.giveBack(size);
      throw error;
    }
  }

  bufferOf(tensor: Tensor): GPUBuffer {
    return (tensor as GpuTensor).buffer;
  }

  free(tensor: Tensor): void {
    if (!this.#tensors.delete(tensor as GpuTensor)) return;
    const { buffer } = tensor as GpuTensor;
    this.account.giveBack(buffer.size);
    buffer.destroy();
  }

  dispose(): void {
    this.#disposed = true;
    for (const tensor of this.#tensors) this.free(tensor);
    for (const buffer of this.#uniforms.splice(0)) {
      this.account.giveBack(buffer.size);
      buffer.destroy();
    }
  }
}
