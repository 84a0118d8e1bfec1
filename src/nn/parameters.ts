import type { Backend, Scope, Tensor } from '../compute/backend';
import { Random } from '../compute/random';
import { initialize, type Initializer } from './initializers';

/** One weight matrix or vector of a network. */
export interface ParameterDeclaration {
  /** Unique in its network, e.g. `encoder 1 weights`; names its random stream, so order does not matter. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** Numbers that flow into and out of one unit. */
  readonly fan?: readonly [number, number];
  /** Whether weight decay applies (weights yes, biases no). */
  readonly decay?: boolean;
}

export interface Parameter extends ParameterDeclaration {
  readonly length: number;
  /** First element in the one buffer; known once the store is made. */
  offset: number;
}

/** Collects what layers declare before the one buffer is laid out. */
export class ParameterLayout {
  readonly parameters: Parameter[] = [];

  add(declaration: ParameterDeclaration): Parameter {
    if (this.parameters.some(({ name }) => name === declaration.name))
      throw new Error(`two parameters named “${declaration.name}”`);
    const length = declaration.shape.reduce((product, n) => product * n, 1);
    const parameter = { ...declaration, length, offset: -1 };
    this.parameters.push(parameter);
    return parameter;
  }
}

/** Parameters start at multiples of 16 bytes, so that kernels may read whole vec4. */
const ALIGNMENT = 4;

/**
 * All dense parameters of a network behind one another in one buffer, and their gradients in another of the same
 * layout, so that an optimiser step is one dispatch. What decays lies in front.
 */
export class ParameterStore {
  readonly values: Tensor<'f32'>;
  readonly gradients: Tensor<'f32'>;
  /** Elements of both. */
  readonly count: number;
  /** Elements in front that weight decay applies to. */
  readonly decayCount: number;
  readonly parameters: readonly Parameter[];

  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    layout: ParameterLayout,
    seed: number,
  ) {
    this.parameters = [
      ...layout.parameters.filter(({ decay }) => decay),
      ...layout.parameters.filter(({ decay }) => !decay),
    ];
    let [count, decayCount] = [0, 0];
    for (const parameter of this.parameters) {
      parameter.offset = count;
      count = Math.ceil((count + parameter.length) / ALIGNMENT) * ALIGNMENT;
      if (parameter.decay) decayCount = count;
    }
    [this.count, this.decayCount] = [count, decayCount];
    const start = new Float32Array(count);
    for (const { name, offset, length, initializer, fan } of this.parameters) {
      const random = new Random(seed, `initial ${name}`);
      initialize(start.subarray(offset, offset + length), initializer, fan ?? [length, length], random);
    }
    this.values = scope.upload(start, 'parameters');
    this.gradients = scope.tensor('f32', count, 'gradients');
  }

  /** The values of every parameter by name. */
  async read(): Promise<Map<string, { shape: readonly number[]; data: Float32Array<ArrayBuffer> }>> {
    const all = await this.backend.read(this.values);
    return new Map(
      this.parameters.map(({ name, shape, offset, length }) => [
        name,
        { shape, data: all.slice(offset, offset + length) },
      ]),
    );
  }

  /** Puts values read before in place; parameters that are missing stay as they are. */
  write(tensors: ReadonlyMap<string, { readonly data: Float32Array | Uint32Array }>): void {
    for (const { name, offset, length } of this.parameters) {
      const data = tensors.get(name)?.data;
      if (!data) continue;
      if (data.length !== length) throw new Error(`“${name}” has ${data.length} values, not ${length}`);
      this.backend.write(this.values, Float32Array.from(data), offset);
    }
  }

  /** The first parameter with a value or gradient that is not finite, or null. */
  async findNonFinite(): Promise<string | null> {
    for (const tensor of [this.values, this.gradients]) {
      const all = await this.backend.read(tensor);
      for (const { name, offset, length } of this.parameters)
        if (!all.subarray(offset, offset + length).every(Number.isFinite)) return name;
    }
    return null;
  }
}
