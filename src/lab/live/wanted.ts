import type { StoreTruth } from '../../data/store';
import type { Assortment } from '../../ranking/assortment';

/**
 * What a shopper truly wants, by item. The store has no truth of a product that was introduced since: it is wanted as
 * the store's products of its category and brand are on average, else as those of its category.
 */
export function wantedBy(truth: StoreTruth, user: number, assortment: Assortment): Float32Array {
  const wanted = new Float32Array(assortment.items);
  wanted.set(truth.preferences(Uint32Array.of(user)));
  for (let item = truth.items; item < assortment.items; item++) {
    const members = assortment.itemsOf(assortment.category(item) ?? '').filter((each) => each < truth.items);
    const own = members.filter((each) => assortment.brand(each) === assortment.brand(item));
    const like = own.length > 0 ? own : members;
    wanted[item] = like.reduce((sum, each) => sum + wanted[each]!, 0) / (like.length || 1);
  }
  return wanted;
}
