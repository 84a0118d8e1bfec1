import type { Account } from '../memory';
import type { Failures } from './failure';

/** The ring: buffers of this many bytes that are kept for the next small read (a loss, a tile of lists). */
const RING = 4;
const RING_BYTES = 64 * 1024;

/** Copies device memory to the host through MAP_READ buffers. Larger reads get a buffer for the occasion. */
export class ReadbackRing {
  readonly #idle: GPUBuffer[] = [];

  constructor(
    readonly failures: Failures,
    readonly account: Account,
  ) {}

  /** @param offset and `size` in bytes, multiples of 4 */
  async read(source: GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
    if (size === 0) return new ArrayBuffer(0);
    const small = size <= RING_BYTES;
    const staging = (small && this.#idle.pop()) || this.#make(small ? RING_BYTES : size);
    try {
      const { device } = this.failures;
      const encoder = device.createCommandEncoder({ label: 'readback' });
      encoder.copyBufferToBuffer(source, offset, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ, 0, size);
      const bytes = staging.getMappedRange(0, size).slice(0);
      staging.unmap();
      return bytes;
    } finally {
      if (small && this.#idle.length < RING) this.#idle.push(staging);
      else this.#drop(staging);
    }
  }

  #make(size: number): GPUBuffer {
    const held = this.account.current;
    this.account.take(size, 'readback');
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return this.failures.buffer({ label: 'readback', size, usage }, held);
  }

  #drop(buffer: GPUBuffer): void {
    this.account.giveBack(buffer.size);
    buffer.destroy();
  }

  /** Gives back what is idle. */
  trim(): void {
    for (const buffer of this.#idle.splice(0)) this.#drop(buffer);
  }
}
