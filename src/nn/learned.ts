import type { Tensor } from '../compute/backend';
import type { EmbeddingTable } from './embedding';
import type { ParameterStore } from './parameters';

/** All that a network learns: its dense parameters, where it has any, and its embedding tables. */
export interface Learned {
  readonly store: ParameterStore | null;
  readonly tables: readonly EmbeddingTable[];
}

/** The tensors that hold it. */
export function tensorsOf({ store, tables }: Learned): readonly Tensor<'f32'>[] {
  return [...(store ? [store.values] : []), ...tables.map(({ values }) => values)];
}

/** All of it by name. */
export async function readLearned({
  store,
  tables,
}: Learned): Promise<Map<string, { shape: readonly number[]; data: Float32Array<ArrayBuffer> }>> {
  const tensors = (await store?.read()) ?? new Map();
  for (const table of tables) tensors.set(table.name, await table.read());
  return tensors;
}

export function writeLearned(
  { store, tables }: Learned,
  tensors: ReadonlyMap<string, { readonly data: Float32Array | Uint32Array }>,
): void {
  store?.write(tensors);
  for (const table of tables) {
    const values = tensors.get(table.name);
    if (values) table.write(values.data);
  }
}

/** Name of the first table or parameter that is no longer finite, or null. */
export async function nonFiniteIn({ store, tables }: Learned): Promise<string | null> {
  for (const table of tables) if (!(await table.read()).data.every(Number.isFinite)) return table.name;
  return (await store?.findNonFinite()) ?? null;
}
