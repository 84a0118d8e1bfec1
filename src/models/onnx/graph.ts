import { ACTIVATIONS, LEAKY_SLOPE, type Activation } from '../../compute/activation';
import { BATCH_NORM_EPSILON } from '../../compute/contracts/normalisation';
import { bytes, float, integer, joined, message, text, type Message } from './protobuf';

/** A tensor in the graph, by its name there. */
export type Value = string & { readonly onnx: unique symbol };

/** A size, or the name of one that the caller chooses. */
export type Dimension = number | string;

/** An attribute of an operator. */
export type Attribute = { readonly int: number } | { readonly float: number };

/** Field and type numbers of onnx.proto3 (ONNX 1.12). */
const [FLOAT, INT64] = [1, 7];
const IR_VERSION = 8;
const OPSET = 17;

/** An ONNX graph as it is put together: inputs, constants, operators, outputs. `file` gives the bytes of a model file. */
export class OnnxGraph {
  readonly #nodes: Message[] = [];
  readonly #constants: Message[] = [];
  readonly #inputs: Message[] = [];
  readonly #outputs: Message[] = [];
  #count = 0;

  constructor(readonly name: string) {}

  input(name: string, type: 'float' | 'int64', shape: readonly Dimension[]): Value {
    this.#inputs.push(message(11, typed(name, type === 'float' ? FLOAT : INT64, shape)));
    return name as Value;
  }

  /** f32, row-major. */
  constant(name: string, shape: readonly number[], data: Float32Array): Value {
    return this.#constant(name, shape, FLOAT, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  number(value: number): Value {
    return this.constant(`number ${this.#count++}`, [], Float32Array.of(value));
  }

  /** Axes and the like. */
  #integers(...values: readonly number[]): Value {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant(`axes ${this.#count++}`, [values.length], INT64, new Uint8Array(data.buffer));
  }

  #constant(name: string, shape: readonly number[], type: number, data: Uint8Array): Value {
    const dims = shape.map((size) => integer(1, size));
    this.#constants.push(message(5, ...dims, integer(2, type), text(8, name), bytes(9, data)));
    return name as Value;
  }

  node(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    const out = `${operator} ${this.#count++}` as Value;
    const fields = Object.entries(attributes).map(([name, value]) => attribute(name, value));
    this.#nodes.push(
      message(
        1,
        ...inputs.map((input) => text(1, input)),
        text(2, out),
        text(3, out),
        text(4, operator),
        ...fields,
      ),
    );
    return out;
  }

  add(a: Value, b: Value): Value {
    return this.node('Add', [a, b]);
  }

  multiply(a: Value, b: Value): Value {
    return this.node('Mul', [a, b]);
  }

  /** Rows of a table by ids. */
  rows(table: Value, ids: Value): Value {
    return this.node('Gather', [table, ids]);
  }

  /** [n] → [n, 1] */
  column(vector: Value): Value {
    return this.node('Unsqueeze', [vector, this.#integers(1)]);
  }

  /** [n, 1] → [n] */
  vector(column: Value): Value {
    return this.node('Squeeze', [column, this.#integers(1)]);
  }

  /** x·Wᵀ + b, or with `transposed` false x·W + b */
  dense(x: Value, weights: Value, bias: Value, transposed = true): Value {
    return this.node('Gemm', [x, weights, bias], transposed ? { transB: { int: 1 } } : {});
  }

  /** (x − mean) / √(variance + ε) · scale + shift, column by column */
  batchNorm(x: Value, [scale, shift, mean, variance]: readonly [Value, Value, Value, Value]): Value {
    const epsilon = { float: BATCH_NORM_EPSILON };
    return this.node('BatchNormalization', [x, scale, shift, mean, variance], { epsilon });
  }

  /** See `activate` in src/compute/activation.ts. */
  activate(activation: Activation, x: Value): Value {
    const operator = { relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh', softplus: 'Softplus' }[
      activation as string
    ];
    if (operator) return this.node(operator, [x]);
    if (activation === 'leaky-relu') return this.node('LeakyRelu', [x], { alpha: { float: LEAKY_SLOPE } });
    if (activation === 'gelu') {
      const cube = this.multiply(this.multiply(x, x), x);
      const inner = this.add(x, this.multiply(this.number(0.044715), cube));
      const tanh = this.node('Tanh', [this.multiply(this.number(Math.sqrt(2 / Math.PI)), inner)]);
      return this.multiply(this.multiply(this.number(0.5), x), this.add(this.number(1), tanh));
    }
    if (activation === 'identity') return x;
    throw new Error(`no ONNX form of ${activation}; known are ${ACTIVATIONS.join(', ')}`);
  }

  output(name: string, value: Value, shape: readonly Dimension[]): void {
    const node = message(1, text(1, value), text(2, name), text(3, name), text(4, 'Identity'));
    this.#nodes.push(node);
    this.#outputs.push(message(12, typed(name, FLOAT, shape)));
  }

  /** @param description what goes in and comes out; @param metadata text by key */
  file(description: string, metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
    const graph = message(
      7,
      ...this.#nodes,
      text(2, this.name),
      ...this.#constants,
      ...this.#inputs,
      ...this.#outputs,
    );
    return joined(
      integer(1, IR_VERSION),
      text(2, 'cofilter'),
      text(6, description),
      graph,
      message(8, text(1, ''), integer(2, OPSET)),
      ...Object.entries(metadata).map(([key, value]) => message(14, text(1, key), text(2, value))),
    );
  }
}

/** What a batch normalisation of this name consists of, in the order in which ONNX takes it. */
export function batchNormValues(
  name: string,
  constant: (key: string) => Value,
): readonly [Value, Value, Value, Value] {
  return [
    constant(`${name} scale`),
    constant(`${name} shift`),
    constant(`${name} running mean`),
    constant(`${name} running variance`),
  ];
}

function attribute(name: string, value: Attribute): Message {
  return 'int' in value
    ? message(5, text(1, name), integer(3, value.int), integer(20, 2))
    : message(5, text(1, name), float(2, value.float), integer(20, 1));
}

function typed(name: string, element: number, shape: readonly Dimension[]): Message {
  const dims = shape.map((size) => message(1, typeof size === 'number' ? integer(1, size) : text(2, size)));
  const tensor = message(1, integer(1, element), message(2, ...dims));
  return [...text(1, name), ...message(2, tensor)];
}
