import type { Kernels } from './contracts';

/**
 * The one seam all mathematics goes through. Models, layers and metrics are written once against it;
 * behind it stand two sides that mean the same: `webgpu/` (WGSL kernels) and `cpu/` (typed arrays, sums in f64).
 *
 * - A `Scope` owns everything made in it (tensors, prepared operations). Disposing it gives all of it back.
 * - A kernel is *prepared* once (`backend.kernels.gemm(scope, spec)` → Operation) and *run* many times:
 *   `backend.run([a, b, c], 100)` runs a, b, c in this order a hundred times without waiting for anything.
 *   Whatever changes from step to step is read from tensors on the device (cursors, step counters, tables).
 * - Inside one `run`, and from one `run` to the next, each operation sees what those before it wrote.
 * - One operation must not read a tensor that it writes, unless its spec says so.
 * - Errors (validation, out of memory, device loss) reject the next `finish()` or `read()`.
 */
export interface Backend {
  readonly kind: 'webgpu' | 'cpu';
  readonly adapter: AdapterDescription;
  readonly memory: MemoryAccount;
  readonly kernels: Kernels;
  /** Which variant of a kernel suits this adapter; null where a kernel has only one way. */
  readonly tuning: KernelTuning | null;

  /** A new owner of tensors and operations. `label` appears in error messages and memory reports. */
  scope(label: string): Scope;

  /** Copies `data` into `tensor` from element `offset`; ordered with `run`. */
  write<T extends ElementType>(tensor: Tensor<T>, data: ArrayOf<T>, offset?: number): void;

  /** Fills with zero bits; ordered with `run`. */
  clear(tensor: Tensor): void;

  /** Device-side copy of `count` elements; ordered with `run`. Source and target are different tensors. */
  copy(source: Tensor, sourceOffset: number, target: Tensor, targetOffset: number, count: number): void;

  /** Runs the operations in order, `repeat` times over (default 1). Returns at once on the GPU. */
  run(operations: readonly Operation[], repeat?: number): void;

  /** Reads `count` elements (default: the rest) from element `offset` back, after all that was run before. */
  read<T extends ElementType>(tensor: Tensor<T>, offset?: number, count?: number): Promise<ArrayOf<T>>;

  /** Resolves when all that was run is done, and yields to the event loop. Rejects with the first error since. */
  finish(): Promise<void>;

  /** Gives back what is kept for reuse beyond all scopes (staging buffers): after a run nothing of it is left. */
  trim(): void;

  /** Gives the device back; every scope is dead afterwards. */
  destroy(): void;
}

export type ElementType = 'f32' | 'u32';
export type ArrayOf<T extends ElementType> = T extends 'f32'
  ? Float32Array<ArrayBuffer>
  : Uint32Array<ArrayBuffer>;

/** A flat array on the device. Shapes and layouts are the business of the operations (row-major unless they say else). */
export interface Tensor<T extends ElementType = ElementType> {
  readonly type: T;
  /** Elements, not bytes. */
  readonly length: number;
  readonly label: string;
}

/** A kernel bound to its tensors, ready to run. Belongs to the scope it was prepared in. */
export interface Operation {
  readonly label: string;
}

export interface Scope {
  readonly label: string;
  /** A zero-filled tensor. Throws where the memory budget does not allow it. */
  tensor<T extends ElementType>(type: T, length: number, label: string): Tensor<T>;
  /** A tensor with this content. */
  upload(data: Float32Array, label: string): Tensor<'f32'>;
  upload(data: Uint32Array, label: string): Tensor<'u32'>;
  /** Gives one tensor back before the rest. */
  free(tensor: Tensor): void;
  dispose(): void;
}

export interface MemoryAccount {
  /** Bytes of all live tensors and uniform buffers. */
  readonly current: number;
  readonly peak: number;
  /** Bytes a run may take (default: a quarter of what the adapter allows). */
  readonly budget: number;
  /** Sets peak := current, at the start of a run. */
  resetPeak(): void;
}

/**
 * Kernels that can be computed in several ways are measured once per adapter and class of shapes. A kernel that is
 * prepared before its class was measured uses a good guess and is noted as pending.
 */
export interface KernelTuning {
  /** What was chosen, by kernel and class of shapes: to show, and to remember for this adapter (plain JSON). */
  readonly choices: Readonly<Record<string, TunedChoice>>;
  /** Takes up what an earlier visit measured on this adapter. */
  restore(choices: Readonly<Record<string, TunedChoice>>): void;
  /** Classes met and not yet measured. */
  readonly pending: number;
  /** Measures what is pending; kernels that run for the first time from then on use the fastest. */
  measure(backend: Backend, checkpoint?: () => Promise<unknown>): Promise<void>;
  /** Measures every class again that has a choice; the usual ones where there is none. */
  measureAgain(backend: Backend, checkpoint?: () => Promise<unknown>): Promise<void>;
  /** Whether training measures before its first step (default false). */
  automatic: boolean;
  /** Kernels that can be computed in several ways, and their ways. */
  readonly families: readonly { readonly name: string; readonly variants: readonly string[] }[];
  /** Changes with the code of any variant: a choice holds for one version. */
  readonly version: string;
}

export interface TunedChoice {
  readonly variant: string;
  /** Milliseconds a run of each variant took. */
  readonly milliseconds: Readonly<Record<string, number>>;
  /** The sizes that stand for the class. */
  readonly shape?: Readonly<Record<string, number | boolean | undefined>>;
  /** Floating-point operations of one run at these sizes. */
  readonly flops?: number;
  /** Variants that gave other bits than the one used untuned, and are therefore never chosen. */
  readonly otherBits?: readonly string[];
}

export interface AdapterDescription {
  readonly kind: 'gpu' | 'software' | 'cpu';
  /** e.g. `NVIDIA Ampere`, `Google SwiftShader`, `JavaScript on the CPU` */
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** Why the CPU serves where WebGPU was wanted: `no-webgpu` | `no-adapter` | `chosen` | null */
  readonly fallbackReason: 'no-webgpu' | 'no-adapter' | 'chosen' | null;
}
