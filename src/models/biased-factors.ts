import type { Backend, Scope } from '../compute/backend';
import { FactorTables } from './factor-tables';
import type { NamedTensor, Scorer } from './recommender';

export interface BiasedFactorValues {
  readonly mean: number;
  /** f32[users × (factors + 1)], rows [vector, bias] */
  readonly users: Float32Array;
  /** f32[items × (factors + 1)], rows [vector, bias] */
  readonly items: Float32Array;
  readonly factors: number;
}

/**
 * r̂ = μ + b_u + b_i + p_u·q_i of a fitted model: on the host for single pairs (sums in f64), on the device for whole
 * rows, where the biases ride along as two more factors: [p, μ + b_u, 1]·[q, 1, b_i].
 */
export class BiasedFactors {
  readonly #tables: FactorTables;

  constructor(
    backend: Backend,
    readonly values: BiasedFactorValues,
  ) {
    const { users, items, factors, mean } = values;
    const [userCount, itemCount] = [users.length / (factors + 1), items.length / (factors + 1)];
    this.#tables = new FactorTables(backend, userCount, itemCount, factors + 2);
    backend.write(
      this.#tables.users,
      widened(users, factors, (bias) => [mean + bias, 1]),
    );
    backend.write(
      this.#tables.items,
      widened(items, factors, (bias) => [1, bias]),
    );
  }

  scorer(scope: Scope, tile: number): Scorer {
    return this.#tables.scorer(scope, tile);
  }

  predict(userCodes: Uint32Array, itemCodes: Uint32Array): Float32Array {
    const { mean, users, items, factors } = this.values;
    return Float32Array.from(userCodes, (code, i) => {
      const [user, item] = [code * (factors + 1), itemCodes[i]! * (factors + 1)];
      let sum = mean + users[user + factors]! + items[item + factors]!;
      for (let k = 0; k < factors; k++) sum += users[user + k]! * items[item + k]!;
      return sum;
    });
  }

  toTensors(): ReadonlyMap<string, NamedTensor> {
    const { mean, users, items, factors } = this.values;
    const width = factors + 1;
    return new Map([
      ['mean', { shape: [1], data: Float32Array.of(mean) }],
      ['users', { shape: [users.length / width, width], data: users }],
      ['items', { shape: [items.length / width, width], data: items }],
    ]);
  }

  static fromTensors(backend: Backend, tensors: ReadonlyMap<string, NamedTensor>): BiasedFactors {
    const [mean, users, items] = ['mean', 'users', 'items'].map((name) => tensors.get(name)!);
    return new BiasedFactors(backend, {
      mean: mean!.data[0]!,
      users: Float32Array.from(users!.data),
      items: Float32Array.from(items!.data),
      factors: users!.shape[1]! - 1,
    });
  }

  dispose(): void {
    this.#tables.dispose();
  }
}

/** Each row [vector, bias] as [vector, ...of(bias)]. */
function widened(
  rows: Float32Array,
  factors: number,
  of: (bias: number) => readonly [number, number],
): Float32Array<ArrayBuffer> {
  const count = rows.length / (factors + 1);
  const wide = new Float32Array(count * (factors + 2));
  for (let row = 0; row < count; row++) {
    const start = row * (factors + 1);
    wide.set(rows.subarray(start, start + factors), row * (factors + 2));
    wide.set(of(rows[start + factors]!), row * (factors + 2) + factors);
  }
  return wide;
}
