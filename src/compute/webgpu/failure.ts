import { ResearcherError } from '../../errors';
import { megabytes } from '../memory';

/** The browser took the device away (driver reset, watchdog, GPU process gone). A new backend can be opened. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(`The GPU device was lost (${reason || 'unknown'}): ${message || 'the browser gave no reason'}`);
  }
}

/** Which of several errors to tell: a cause rather than what it led to, and of equals the first. */
export enum Rank {
  symptom,
  cause,
  loss,
}

/** How long a failed call waits for `device.lost` to say that this is why. */
const LOSS_PATIENCE_MS = 500;

/**
 * What goes wrong on a device comes out of step with the calls that caused it. It is gathered here, and the next
 * `finish()` or `read()` rejects with it.
 */
export class Failures {
  #worst: { readonly error: Error; readonly rank: Rank } | null = null;
  readonly #checks = new Set<Promise<void>>();
  readonly #lost: Promise<void>;
  #closed = false;

  constructor(readonly device: GPUDevice) {
    device.addEventListener('uncapturederror', (event) =>
      this.#report(new Error(event.error.message), Rank.symptom),
    );
    this.#lost = device.lost.then((info) =>
      this.#report(new DeviceLostError(info.reason, info.message), Rank.loss),
    );
  }

  #report(error: Error, rank: Rank): void {
    if (!this.#worst || rank > this.#worst.rank) this.#worst = { error, rank };
  }

  /** Runs `make` in an error scope of this kind; an error there becomes `explain(its message)`. */
  guard<T>(
    filter: GPUErrorFilter,
    make: () => T,
    explain: (message: string) => Error | Promise<Error>,
    rank = Rank.cause,
  ): T {
    this.device.pushErrorScope(filter);
    const made = make();
    const check: Promise<void> = this.device
      .popErrorScope()
      .then(async (error) => {
        if (error) this.#report(await explain(error.message), rank);
      })
      // The pop itself fails only on a lost device, which is reported as such.
      .catch(() => this.#lost)
      .finally(() => this.#checks.delete(check));
    this.#checks.add(check);
    return made;
  }

  /** Makes a buffer; running out of memory becomes an error with the sizes and the way out. */
  buffer(descriptor: GPUBufferDescriptor, held: number): GPUBuffer {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    const label = descriptor.label ?? '';
    if (descriptor.size > limit) throw tooLarge(label, descriptor.size, limit);
    return this.guard(
      'out-of-memory',
      () => this.device.createBuffer(descriptor),
      () => outOfMemory(label, descriptor.size, held),
    );
  }

  /** Waits for what is still being checked, then throws what there was since the last time. */
  async settle(): Promise<void> {
    await Promise.all(this.#checks);
    this.throwIfAny();
  }

  throwIfAny(): void {
    const worst = this.#worst;
    if (!worst || this.#closed) return;
    // A lost device stays lost; other errors are told once.
    if (worst.rank !== Rank.loss) this.#worst = null;
    throw worst.error;
  }

  /** The error to throw where a call on the device rejected: the loss, if that is what it was. */
  async causeOf(error: unknown): Promise<unknown> {
    await Promise.race([this.#lost, new Promise((resolve) => setTimeout(resolve, LOSS_PATIENCE_MS))]);
    return this.#worst?.error ?? error;
  }

  /** From now on the loss of the device is what was asked for. */
  close(): void {
    this.#closed = true;
  }
}

function tooLarge(label: string, size: number, limit: number): ResearcherError {
  const [wanted, allowed] = [megabytes(size), megabytes(limit)];
  return new ResearcherError('compute.too-large', {
    en: `“${label}” needs ${wanted} in one piece, and this adapter allows ${allowed}. Use fewer factors, a smaller tile or a smaller data set.`,
    zh: `“${label}”需要一整块 ${wanted} 的内存，而此适配器最多允许 ${allowed}。请减小因子数、分块或数据集。`,
  });
}

function outOfMemory(label: string, size: number, held: number): ResearcherError {
  const [wanted, had] = [megabytes(size), megabytes(held)];
  return new ResearcherError('compute.out-of-memory', {
    en: `The GPU ran out of memory at “${label}” (${wanted}, with ${had} in use). Close other pages that use the GPU, or use a smaller batch, fewer factors or a smaller data set.`,
    zh: `GPU 内存不足：“${label}”需要 ${wanted}，已用 ${had}。请关闭其他占用 GPU 的页面，或减小批量、因子数或数据集。`,
  });
}
