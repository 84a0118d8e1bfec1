import { ResearcherError } from '../errors';

/** An index that stands for “no neighbour”: lists shorter than k end with it. */
export const NO_NEIGHBOUR = 0xffffffff;

/**
 * The k nearest of each entity by similarity > 0, rounded to f32, nearest first; equal similarities stand in
 * ascending order of index.
 */
export interface NeighbourLists {
  readonly entities: number;
  readonly k: number;
  /** u32[entities × k], NO_NEIGHBOUR after the last */
  readonly indices: Uint32Array;
  /** f32[entities × k], 0 after the last */
  readonly similarities: Float32Array;
}

/** A positive f32 has 31 bits and an f64 holds integers of 53: 22 are left for the index. */
const INDEX_RANGE = 2 ** 22;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Neighbour lists that candidates are offered to in any order: a min-heap of k an entity. An entry is one f64 that
 * is an integer: the similarity's bits, then the index from high to low. So one comparison orders both, and moving
 * an entry is one store.
 */
export class GrowingLists {
  readonly #keys: Float64Array;
  /** f32[entities]: similarities below this are not among the k best so far */
  readonly least: Float32Array;

  constructor(
    readonly entities: number,
    readonly k: number,
  ) {
    if (entities > INDEX_RANGE)
      throw new ResearcherError('similarity.too-many-entities', {
        en: `Neighbour lists hold at most ${INDEX_RANGE} users or items; this data set has ${entities}. Filter out those with few interactions.`,
        zh: `近邻列表最多支持 ${INDEX_RANGE} 个用户或物品，而此数据集有 ${entities} 个。请过滤掉交互较少的用户或物品。`,
      });
    this.#keys = new Float64Array(entities * k);
    // The least positive f32: whatever is not positive is no neighbour.
    this.least = new Float32Array(entities).fill(2 ** -149);
  }

  /** Takes (index, similarity ≥ least[entity]) into the list of `entity` if it is among the k best so far. */
  offer(entity: number, index: number, similarity: number): void {
    const keys = this.#keys;
    const root = entity * this.k;
    float[0] = similarity;
    const key = bits[0]! * INDEX_RANGE + (INDEX_RANGE - 1 - index);
    if (key <= keys[root]!) return;
    const end = root + this.k;
    let hole = root;
    for (let child = root + 1; child < end; child = 2 * hole - root + 1) {
      if (child + 1 < end && keys[child + 1]! < keys[child]!) child++;
      const smaller = keys[child]!;
      if (smaller >= key) break;
      keys[hole] = smaller;
      hole = child;
    }
    keys[hole] = key;
    if (keys[root]! > 0) this.least[entity] = similarityOf(keys[root]!);
  }

  /** Empties the list of `entity`. */
  clear(entity: number): void {
    this.#keys.fill(0, entity * this.k, (entity + 1) * this.k);
    this.least[entity] = 2 ** -149;
  }

  /** The lists as they stand, each nearest first. */
  sorted(): NeighbourLists {
    const { entities, k } = this;
    const indices = new Uint32Array(entities * k).fill(NO_NEIGHBOUR);
    const similarities = new Float32Array(entities * k);
    for (let root = 0; root < indices.length; root += k) {
      const keys = this.#keys.slice(root, root + k).sort();
      for (let rank = 0; rank < k; rank++) {
        const key = keys[k - 1 - rank]!;
        if (key === 0) break;
        similarities[root + rank] = similarityOf(key);
        indices[root + rank] = INDEX_RANGE - 1 - (key % INDEX_RANGE);
      }
    }
    return { entities, k, indices, similarities };
  }
}

function similarityOf(key: number): number {
  bits[0] = Math.floor(key / INDEX_RANGE);
  return float[0]!;
}
