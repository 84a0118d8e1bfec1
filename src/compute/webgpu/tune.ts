import type { Backend, KernelTuning, Operation, Scope, TunedChoice } from '../backend';

export type Adapted = 'gpu' | 'software';

/** Milliseconds of work that a measurement repeats an operation for; a timer in a page ticks in tenths of them. */
const MEASURED_MS = 20;
const ROUNDS = 3;
const HOPELESS = 3;

/** One kernel in several ways that mean the same. Which is fastest depends on the adapter and on the shape. */
export interface KernelFamily<V, S> {
  readonly name: string;
  readonly variants: Readonly<Record<string, V>>;
  /** The name of the variant to use before anything was measured. */
  untuned(shape: S, adapter: Adapted): string;
  /** The name of a class of shapes that one measurement stands for, and a shape of it that is quick to measure. */
  classOf(shape: S): { readonly name: string; readonly shape: S };
  /** An operation of this shape, on tensors that it makes in `scope`. */
  trial(scope: Scope, shape: S, variant: V): Operation;
}

/** The choices of one device: made by measuring, or remembered from an earlier visit. */
export class Tuning implements KernelTuning {
  static readonly #ofDevice = new WeakMap<GPUDevice, Tuning>();
  readonly #choices = new Map<string, TunedChoice>();
  readonly #pending = new Map<string, (backend: Backend) => Promise<TunedChoice>>();

  constructor(
    device: GPUDevice,
    readonly adapter: Adapted,
  ) {
    Tuning.#ofDevice.set(device, this);
  }

  /** The variant to use for this shape on this device now. What was not measured yet is noted for `measure`. */
  static choose<V, S>(device: GPUDevice, family: KernelFamily<V, S>, shape: S): V {
    const tuning = Tuning.#ofDevice.get(device);
    const name = tuning?.choiceFor(family, shape) ?? family.untuned(shape, tuning?.adapter ?? 'gpu');
    return family.variants[name]!;
  }

  choiceFor<V, S>(family: KernelFamily<V, S>, shape: S): string | undefined {
    const of = family.classOf(shape);
    const key = `${family.name} ${of.name}`;
    const chosen = this.#choices.get(key)?.variant;
    // A remembered name may come from another version of the code.
    if (chosen !== undefined && chosen in family.variants) return chosen;
    this.#pending.set(key, (backend) => measureVariants(backend, family, of.shape));
    return undefined;
  }

  get choices(): Readonly<Record<string, TunedChoice>> {
    return Object.fromEntries(this.#choices);
  }

  restore(choices: Readonly<Record<string, TunedChoice>>): void {
    for (const [key, choice] of Object.entries(choices)) {
      this.#choices.set(key, choice);
      this.#pending.delete(key);
    }
  }

  get pending(): number {
    return this.#pending.size;
  }

  async measure(backend: Backend, checkpoint: () => Promise<unknown> = async () => {}): Promise<void> {
    for (const [key, run] of [...this.#pending]) {
      this.#choices.set(key, await run(backend));
      this.#pending.delete(key);
      await checkpoint();
    }
  }
}

async function measureVariants<V, S>(
  backend: Backend,
  family: KernelFamily<V, S>,
  shape: S,
): Promise<TunedChoice> {
  const scope = backend.scope(`tuning ${family.name}`);
  try {
    const times: Record<string, number> = {};
    let best = Infinity;
    for (const [name, variant] of Object.entries(family.variants)) {
      times[name] = await timeOf(backend, family.trial(scope, shape, variant), best);
      best = Math.min(best, times[name]);
    }
    const fastest = Object.entries(times).reduce((best, each) => (each[1] < best[1] ? each : best));
    return { variant: fastest[0], milliseconds: times };
  } finally {
    scope.dispose();
  }
}

/**
 * The shortest of a few rounds, in ms a run; the first run compiles and does not count. One round is enough for what
 * is hopeless beside `best`: workgroup tiles take twenty times as long on a software adapter.
 */
async function timeOf(backend: Backend, operation: Operation, best: number): Promise<number> {
  let repeat = 1;
  let shortest = Infinity;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    backend.run([operation], repeat);
    await backend.finish();
    const each = (performance.now() - start) / repeat;
    if (round > 0) shortest = Math.min(shortest, each);
    if (shortest < Infinity && shortest > HOPELESS * best) break;
    repeat = Math.min(64, Math.max(1, Math.round(MEASURED_MS / Math.max(each, 0.01))));
  }
  return shortest;
}
