import type { Backend, KernelTuning, Operation, Scope, TunedChoice } from '../backend';

export type Adapted = 'gpu' | 'software';

/** Milliseconds of work that a measurement repeats an operation for; a timer in a page ticks in tenths of them. */
const MEASURED_MS = 20;
const MOST_REPEATS = 64;
const ROUNDS = 4;
/** One round is enough for what takes this many times as long: workgroup tiles take twenty on a software adapter. */
const HOPELESS = 6;

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
    const contestants = Object.entries(family.variants).map(([name, variant]) => ({
      name,
      operation: family.trial(scope, shape, variant),
      repeat: 1,
      best: Infinity,
    }));
    // By turns, so that what else the machine does meets all alike.
    for (let round = 0; round <= ROUNDS; round++) {
      const fastest = Math.min(...contestants.map(({ best }) => best));
      for (const contestant of contestants) {
        if (round > 1 && contestant.best > HOPELESS * fastest) continue;
        const start = performance.now();
        backend.run([contestant.operation], contestant.repeat);
        await backend.finish();
        const each = (performance.now() - start) / contestant.repeat;
        // The first run compiles and does not count.
        if (round > 0) contestant.best = Math.min(contestant.best, each);
        contestant.repeat = Math.min(
          MOST_REPEATS,
          Math.max(1, Math.round(MEASURED_MS / Math.max(each, 0.01))),
        );
      }
    }
    const winner = contestants.reduce((best, each) => (each.best < best.best ? each : best));
    const milliseconds = Object.fromEntries(contestants.map(({ name, best }) => [name, best]));
    return { variant: winner.name, milliseconds };
  } finally {
    scope.dispose();
  }
}
