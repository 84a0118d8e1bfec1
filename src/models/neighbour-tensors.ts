import type { NeighbourLists } from '../similarity/neighbour-lists';
import type { NamedTensor } from './recommender';

/** Neighbour lists as tensors of a model file: `neighbours`, and their values under a name of the model's. */
export function tensorsOfLists(
  { entities, k, indices, similarities }: NeighbourLists,
  values: string,
): ReadonlyMap<string, NamedTensor> {
  const shape = [entities, k];
  return new Map<string, NamedTensor>([
    ['neighbours', { shape, data: indices }],
    [values, { shape, data: similarities }],
  ]);
}

/** The lists in a file that `tensorsOfLists` wrote. */
export function listsOfTensors(tensors: ReadonlyMap<string, NamedTensor>, values: string): NeighbourLists {
  const { shape, data } = tensors.get('neighbours')!;
  return {
    entities: shape[0]!,
    k: shape[1]!,
    indices: Uint32Array.from(data),
    similarities: Float32Array.from(tensors.get(values)!.data),
  };
}
