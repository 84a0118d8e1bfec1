import type { ArrayOf, Backend, ElementType, MemoryAccount, Operation, Scope, Tensor } from './backend';
import type { Kernels } from './contracts';
import { Account } from './memory';

/** Uniforms of an operation on the GPU: most take 16 to 64 bytes. */
const UNIFORM_BYTES = 64;
/** Staging buffers that the GPU side keeps for small reads (see `webgpu/readback.ts`). */
const RING_BYTES = 4 * 64 * 1024;

/**
 * A backend that computes nothing and holds nothing, but counts the bytes that the backend it stands for would take:
 * what is prepared on it says beforehand how much memory the same will take there. Reads give zeros.
 */
export class PlanningBackend implements Backend {
  readonly kind: Backend['kind'];
  readonly adapter: Backend['adapter'];
  readonly memory: MemoryAccount;
  readonly kernels: Kernels;
  readonly tuning = null;
  readonly #account = new Account(Infinity);
  #ring = false;

  constructor(of: Backend) {
    this.kind = of.kind;
    this.adapter = of.adapter;
    const account = this.#account;
    this.memory = {
      get current() {
        return account.current;
      },
      get peak() {
        return account.peak;
      },
      budget: of.memory.budget,
      resetPeak: () => account.resetPeak(),
    };
    const prepare = (scope: Scope, label: string): Operation => {
      if (this.kind === 'webgpu') (scope as PlanningScope).take(UNIFORM_BYTES);
      return { label };
    };
    this.kernels = new Proxy({} as Kernels, {
      get: (_, name) => (scope: Scope) => prepare(scope, String(name)),
    });
  }

  scope(label: string): Scope {
    return new PlanningScope(label, this.kind, this.#account);
  }

  write(): void {}
  clear(): void {}
  copy(): void {}
  run(): void {}

  async read<T extends ElementType>(
    tensor: Tensor<T>,
    offset = 0,
    count = tensor.length - offset,
  ): Promise<ArrayOf<T>> {
    if (this.kind === 'webgpu') {
      const bytes = this.#ring ? 4 * count : 4 * count + RING_BYTES;
      this.#account.take(bytes, tensor.label);
      await Promise.resolve();
      this.#account.giveBack(4 * count);
      this.#ring = true;
    }
    return (tensor.type === 'f32' ? new Float32Array(count) : new Uint32Array(count)) as ArrayOf<T>;
  }

  async finish(): Promise<void> {}
  trim(): void {}
  destroy(): void {}
}

class PlanningScope implements Scope {
  readonly #live = new Map<Tensor, number>();
  #uniforms = 0;

  constructor(
    readonly label: string,
    readonly kind: Backend['kind'],
    readonly account: Account,
  ) {}

  /** Bytes that are no tensor's, until the scope is disposed. */
  take(bytes: number): void {
    this.account.take(bytes, this.label);
    this.#uniforms += bytes;
  }

  tensor<T extends ElementType>(type: T, length: number, label: string): Tensor<T> {
    const tensor: Tensor<T> = { type, length, label };
    const bytes = this.kind === 'webgpu' ? Math.max(16, Math.ceil(length / 4) * 16) : 4 * length;
    this.account.take(bytes, label);
    this.#live.set(tensor, bytes);
    return tensor;
  }

  upload(data: Float32Array, label: string): Tensor<'f32'>;
  upload(data: Uint32Array, label: string): Tensor<'u32'>;
  upload(data: Float32Array | Uint32Array, label: string): Tensor {
    return this.tensor(data instanceof Float32Array ? 'f32' : 'u32', data.length, label);
  }

  free(tensor: Tensor): void {
    const bytes = this.#live.get(tensor);
    if (bytes === undefined) return;
    this.#live.delete(tensor);
    this.account.giveBack(bytes);
  }

  dispose(): void {
    for (const tensor of this.#live.keys()) this.free(tensor);
    this.account.giveBack(this.#uniforms);
    this.#uniforms = 0;
  }
}
