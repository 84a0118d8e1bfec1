import type { Backend, KernelTuning, Operation, Scope, Tensor, TunedChoice } from '../backend';
import { best, contest } from './contest';
import { Kernel } from './kernel';

export type Adapted = 'gpu' | 'software';

/**
 * Milliseconds that a measurement of the untuned variant takes at least: it is repeated for so long, and the others as
 * often, for a single small product takes less than the way to the device and back.
 */
const MEASURED_MS = 6;
const MOST_REPEATS = 64;

/** Sizes of a class of shapes, as plain JSON. */
export type Shape = Readonly<Record<string, number | boolean | undefined>>;

/** One kernel in several ways that mean the same. Which is fastest depends on the adapter and on the shape. */
export interface KernelFamily<V = unknown, S = never> {
  readonly name: string;
  readonly variants: Readonly<Record<string, V>>;
  /** Features without which a variant is not to be had. */
  readonly needs?: Readonly<Record<string, GPUFeatureName>>;
  /** The name of the variant to use before anything was measured. */
  untuned(shape: S, adapter: Adapted, features: ReadonlySet<string>): string;
  /** The name of a class of shapes that one measurement stands for, and a shape of it that is quick to measure. */
  classOf(shape: S, adapter: Adapted): { readonly name: string; readonly shape: S };
  /** An operation of this shape, on tensors that it makes in `scope` with other values than zeros. */
  trial(scope: Scope, shape: S, variant: V): { readonly operation: Operation; readonly out: Tensor<'f32'> };
  /** Floating-point operations of this shape. */
  flops(shape: S): number;
  /** Shapes that most models use. */
  readonly usual: readonly S[];
}

/** A family whatever its shapes: only itself makes and reads them. */
type AnyFamily = KernelFamily<unknown, Shape>;

const families = new Map<string, AnyFamily>();

/** Makes a family known by its name, so that what was chosen on an earlier visit can be measured again. */
export function declareFamily<V, S extends object>(family: KernelFamily<V, S>): KernelFamily<V, S> {
  families.set(family.name, family as unknown as AnyFamily);
  return family;
}

/** The choices of one device: made by measuring, or remembered from an earlier visit. */
export class Tuning implements KernelTuning {
  static readonly #ofDevice = new WeakMap<GPUDevice, Tuning>();
  readonly #choices = new Map<string, TunedChoice>();
  readonly #pending = new Map<string, (backend: Backend) => Promise<TunedChoice>>();

  constructor(
    readonly device: GPUDevice,
    readonly adapter: Adapted,
  ) {
    Tuning.#ofDevice.set(device, this);
  }

  /** Whether training measures before its first step. */
  automatic = false;

  /** Notes that this shape will be wanted, for `measure`. */
  static note<V, S extends object>(device: GPUDevice, family: KernelFamily<V, S>, shape: S): void {
    Tuning.#ofDevice.get(device)?.choiceFor(family, shape);
  }

  /** The variant to use for this shape on this device now. What was not measured yet is noted for `measure`. */
  static choose<V, S extends object>(device: GPUDevice, family: KernelFamily<V, S>, shape: S): V {
    const tuning = Tuning.#ofDevice.get(device);
    const name =
      tuning?.choiceFor(family, shape) ?? family.untuned(shape, tuning?.adapter ?? 'gpu', device.features);
    return family.variants[name]!;
  }

  choiceFor<V, S extends object>(family: KernelFamily<V, S>, shape: S): string | undefined {
    const of = family.classOf(shape, this.adapter);
    const key = `${family.name} ${of.name}`;
    const chosen = this.#choices.get(key)?.variant;
    // A remembered name may come from another version of the code.
    if (chosen !== undefined && offered(family, this.device).includes(chosen)) return chosen;
    this.#await(key, family as unknown as AnyFamily, of.shape as unknown as Shape);
    return undefined;
  }

  #await(key: string, family: AnyFamily, shape: Shape): void {
    this.#pending.set(key, (backend) => measureVariants(backend, family, shape, this));
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

  async measureAgain(backend: Backend, checkpoint?: () => Promise<unknown>): Promise<void> {
    for (const [key, { shape }] of this.#choices) {
      const family = families.get(key.split(' ')[0]!);
      if (family && shape) this.#await(key, family, shape);
    }
    if (this.#pending.size === 0)
      for (const family of families.values()) for (const shape of family.usual) this.choiceFor(family, shape);
    await this.measure(backend, checkpoint);
  }

  get families(): KernelTuning['families'] {
    return [...families.values()].map((family) => ({
      name: family.name,
      variants: offered(family, this.device),
    }));
  }

  get version(): string {
    return Kernel.fingerprint([...families.keys()]);
  }
}

/** The names of the variants that this device can run. */
function offered<V, S>({ variants, needs = {} }: KernelFamily<V, S>, device: GPUDevice): readonly string[] {
  return Object.keys(variants).filter((name) => {
    const feature = needs[name];
    return feature === undefined || device.features.has(feature);
  });
}

/** The fastest of the variants that give the bits of the untuned one: a choice changes times, never results. */
async function measureVariants(
  backend: Backend,
  family: AnyFamily,
  shape: Shape,
  { adapter, device }: Tuning,
): Promise<TunedChoice> {
  const scope = backend.scope(`tuning ${family.name}`);
  const untuned = family.untuned(shape, adapter, device.features);
  try {
    const contestants = offered(family, device).map((name) => ({
      name,
      ...family.trial(scope, shape as never, family.variants[name]),
      times: [] as number[],
    }));
    const bits = new Map<string, Uint32Array>();
    for (const { name, operation, out } of contestants) {
      backend.run([operation]);
      bits.set(name, new Uint32Array((await backend.read(out)).buffer));
    }
    const expected = bits.get(untuned)!;
    const otherBits = [...bits].filter(([, own]) => own.some((word, i) => word !== expected[i]));
    const barred = new Set(otherBits.map(([name]) => name));
    let repeat = 1;
    const timed = async (operation: Operation) => {
      const start = performance.now();
      backend.run([operation], repeat);
      await backend.finish();
      return performance.now() - start;
    };
    const { operation } = contestants.find(({ name }) => name === untuned)!;
    while (repeat < MOST_REPEATS && (await timed(operation)) < MEASURED_MS) repeat *= 2;
    const variant = await contest(
      contestants,
      untuned,
      barred,
      async (each) => (await timed(each.operation)) / repeat,
    );
    const milliseconds = Object.fromEntries(contestants.map((each) => [each.name, best(each)]));
    const flops = family.flops(shape);
    return { variant, milliseconds, shape, flops, otherBits: [...barred] };
  } finally {
    scope.dispose();
  }
}
