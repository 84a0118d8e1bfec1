import type { NeighbourWork } from './neighbour-work';

/** How the sums of a tile come about: see `shaders/similarity/co-rated.wgsl` and `DenseSums`. */
export type SumsBy = 'row-merge' | 'dense-tiles';

/**
 * `sums`: they are more than products of values. `rounding`: in another order f32 would give them other bits.
 * `work`: what was expected to be done sooner. `memory`: the other way does not fit into the budget. `asked`: as asked.
 */
export type SumsReason = 'sums' | 'rounding' | 'work' | 'memory' | 'asked';

export interface SumsChoice {
  readonly by: SumsBy;
  readonly because: SumsReason;
}

/**
 * Floating-point operations that a dense product does in the time in which the row merge adds one product to its sum,
 * and in that of writing out one element of the matrix with its zeros. On the software adapter, by turns in one process
 * on two busy cores, tiles of 256 rows against 1000 and 2000 entities of 600 features, a fifth to a half of all
 * entries there, the best of ten: products 2.8 to 3.1 GFLOP/s, the merge of rows with all entities 53 to 67 and with
 * those after them 65 to 96 million updates a second (46 to 52 and 32 to 43 operations an update), 5 to 9 million
 * elements a second (300 to 600). Dense tiles so pay above some 22 % density, 32 % where the row merge takes only
 * entities after the row. Real GPUs differ: their products gain more than their scattered additions, so dense tiles
 * would pay earlier than is assumed here.
 */
export const FLOPS_PER_UPDATE = 40;
export const FLOPS_PER_ELEMENT = 400;

/** What the choice hangs on beside the matrix. */
export interface SumsCircumstances {
  /** The row merge takes only entities after the row (symmetric measures, candidates picked by the host). */
  readonly after: boolean;
  /** How often dense tiles write out the matrix: once, or for every tile; 0: they do not fit into memory. */
  readonly spreads: number;
  /** Takes this way where it can be taken, whatever its time. */
  readonly asked?: SumsBy | undefined;
}

/**
 * Row merge or dense tiles, by the time that each should take. The row merge adds one product for each pair of
 * entities of each feature, `updates` over all rows against all entities and half of them where only the entities
 * after each row are wanted; a dense product multiplies and adds for each entity, entity and feature, 2·E²·F, once the
 * E·F elements are written out.
 *
 * Dense tiles can do nothing but Σxy and counts, and only where the order of a sum does not matter: so the choice
 * changes times, never bits.
 */
export function chooseSums(
  { entities, features, updates, sums, anyOrder }: Omit<NeighbourWork, 'nonzeros'>,
  { after, spreads, asked }: SumsCircumstances,
): SumsChoice {
  if (sums !== 'dot' && sums !== 'count') return { by: 'row-merge', because: 'sums' };
  if (!anyOrder) return { by: 'row-merge', because: 'rounding' };
  if (spreads === 0) return { by: 'row-merge', because: 'memory' };
  if (asked) return { by: asked, because: 'asked' };
  const dense = entities * features * (2 * entities + spreads * FLOPS_PER_ELEMENT);
  const merged = FLOPS_PER_UPDATE * (after ? updates / 2 : updates);
  return { by: dense < merged ? 'dense-tiles' : 'row-merge', because: 'work' };
}
