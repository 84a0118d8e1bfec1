import type {
  AdapterDescription,
  ArrayOf,
  Backend,
  ElementType,
  MemoryAccount,
  Operation,
  Scope,
  Tensor,
} from '../backend';
import { Account } from '../memory';
import { cpuKernels } from './index';
import type { CpuOperation } from './tensor';
import { CpuTensor, dataOf } from './tensor';

/** The same kernels on typed arrays: the tests' oracle, the page's "verify", and the fallback without WebGPU. */
export class CpuBackend implements Backend {
  readonly kind = 'cpu';
  readonly adapter: AdapterDescription;
  readonly memory: MemoryAccount;
  readonly kernels = cpuKernels;
  readonly tuning = null;
  readonly #account: Account;

  constructor(fallbackReason: AdapterDescription['fallbackReason'] = 'chosen', budget = 4 * 2 ** 30) {
    this.#account = new Account(budget);
    this.memory = this.#account;
    this.adapter = {
      kind: 'cpu',
      name: 'JavaScript on the CPU',
      vendor: '',
      architecture: '',
      features: [],
      limits: {},
      fallbackReason,
    };
  }

  scope(label: string): Scope {
    return new CpuScope(label, this.#account);
  }

  write<T extends ElementType>(tensor: Tensor<T>, data: ArrayOf<T>, offset = 0): void {
    dataOf(tensor).set(data, offset);
  }

  clear(tensor: Tensor): void {
    dataOf(tensor).fill(0);
  }

  copy(source: Tensor, sourceOffset: number, target: Tensor, targetOffset: number, count: number): void {
    dataOf(target).set(dataOf(source).subarray(sourceOffset, sourceOffset + count), targetOffset);
  }

  run(operations: readonly Operation[], repeat = 1): void {
    for (let i = 0; i < repeat; i++)
      for (const operation of operations) (operation as CpuOperation).execute();
  }

  async read<T extends ElementType>(
    tensor: Tensor<T>,
    offset = 0,
    count = tensor.length - offset,
  ): Promise<ArrayOf<T>> {
    return dataOf(tensor).slice(offset, offset + count) as ArrayOf<T>;
  }

  /** A macrotask, so that messages (pause, cancel) are heard between two pieces of work. */
  finish(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 0));
  }

  trim(): void {}

  destroy(): void {}
}

class CpuScope implements Scope {
  readonly #live = new Set<CpuTensor>();

  constructor(
    readonly label: string,
    readonly account: Account,
  ) {}

  tensor<T extends ElementType>(type: T, length: number, label: string): Tensor<T> {
    return this.#own(
      type,
      (type === 'f32' ? new Float32Array(length) : new Uint32Array(length)) as ArrayOf<T>,
      label,
    );
  }

  upload(data: Float32Array, label: string): Tensor<'f32'>;
  upload(data: Uint32Array, label: string): Tensor<'u32'>;
  upload(data: Float32Array | Uint32Array, label: string): Tensor {
    const type = data instanceof Float32Array ? 'f32' : 'u32';
    return this.#own(type, data.slice(), label);
  }

  #own<T extends ElementType>(type: T, data: ArrayOf<T>, label: string): Tensor<T> {
    const tensor = new CpuTensor(type, data, label);
    this.account.take(data.byteLength, `${this.label}: ${label}`);
    this.#live.add(tensor);
    return tensor;
  }

  free(tensor: Tensor): void {
    if (this.#live.delete(tensor as CpuTensor)) this.account.giveBack((tensor as CpuTensor).data.byteLength);
  }

  dispose(): void {
    for (const tensor of this.#live) this.free(tensor);
  }
}
