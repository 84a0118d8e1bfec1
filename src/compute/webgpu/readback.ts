import type { Account } from '../memory';

/** Staging buffers kept for the next read; more are made when reads overlap. */
const KEPT = 4;

/** Copies device memory to the host through reused MAP_READ buffers. */
export class ReadbackRing {
  readonly #free: GPUBuffer[] = [];

  constructor(
    readonly device: GPUDevice,
    readonly account: Account,
  ) {}

  /** @param offset and `size` in bytes, multiples of 4 */
  async read(source: GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
    if (size === 0) return new ArrayBuffer(0);
    const staging = this.#take(size);
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, offset, staging, 0, size);
    this.device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, size);
      const bytes = staging.getMappedRange(0, size).slice(0);
      staging.unmap();
      return bytes;
    } finally {
      this.#giveBack(staging);
    }
  }

  #take(size: number): GPUBuffer {
    const at = this.#free.findIndex((buffer) => buffer.size >= size);
    if (at >= 0) return this.#free.splice(at, 1)[0]!;
    const rounded = Math.max(4096, 2 ** Math.ceil(Math.log2(size)));
    this.account.take(rounded, 'readback');
    return this.device.createBuffer({
      label: 'readback',
      size: rounded,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  #giveBack(buffer: GPUBuffer): void {
    this.#free.push(buffer);
    this.#free.sort((a, b) => a.size - b.size);
    // The smallest goes first: a large one serves small reads too.
    while (this.#free.length > KEPT) this.#drop(this.#free.shift()!);
  }

  #drop(buffer: GPUBuffer): void {
    this.account.giveBack(buffer.size);
    buffer.destroy();
  }

  /** Gives back what is idle, so that after a run the device holds what it held before. */
  trim(): void {
    for (const buffer of this.#free.splice(0)) this.#drop(buffer);
  }

  destroy(): void {
    this.trim();
  }
}
