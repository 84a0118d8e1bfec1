import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Random } from '../../src/compute/random';
import { Baskets } from '../../src/ranking/basket/association';
import { complements } from '../../src/ranking/basket/complements';
import { datasetFile } from './harness';

/** A line an item of an invoice: user, item, time, quantity, price, invoice. */
export const INVOICES = 'online-retail/interactions.csv.gz';

/** The invoices in order of time, as sets of items. */
function invoices(): number[][] {
  const codes = new Map<string, number>();
  const found = new Map<string, { time: number; items: Set<number> }>();
  const lines = gunzipSync(readFileSync(datasetFile(INVOICES)))
    .toString('utf8')
    .trim()
    .split('\n');
  for (const line of lines.slice(1)) {
    const [, item, time, , , invoice] = line.split(',');
    const code = codes.get(item!) ?? codes.size;
    codes.set(item!, code);
    const basket = found.get(invoice!) ?? { time: Number(time), items: new Set<number>() };
    found.set(invoice!, basket);
    basket.items.add(code);
  }
  return [...found.values()].sort((a, b) => a.time - b.time).map(({ items }) => [...items]);
}

/** Baskets that were judged, and in how many of them an item that was taken out was among ten proposed. */
export interface BasketCompletion {
  readonly judged: number;
  readonly together: number;
  readonly popular: number;
  /** Baskets that only one of the two completed. */
  readonly onlyTogether: number;
  readonly onlyPopular: number;
}

/**
 * The first four fifths of Online Retail's invoices are learned; of the rest, one in `every` of 3 to 50 items loses an
 * item drawn at random, and ten are proposed: by what goes with the others, and the most popular outside the basket.
 */
export function completeBaskets(every: number): BasketCompletion {
  const all = invoices();
  const cut = Math.floor(0.8 * all.length);
  const baskets = new Baskets();
  const counts = new Map<number, number>();
  // Wholesalers' invoices of hundreds of lines say little of what goes together.
  for (const basket of all.slice(0, cut)) if (basket.length <= 100) baskets.add(basket);
  for (const basket of all.slice(0, cut))
    for (const item of basket) counts.set(item, (counts.get(item) ?? 0) + 1);
  const popular = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([item]) => item);
  const random = new Random(1, 'held-out items');
  const found = { judged: 0, together: 0, popular: 0, onlyTogether: 0, onlyPopular: 0 };
  for (const basket of all.slice(cut).filter((_, at) => at % every === 0)) {
    if (basket.length < 3 || basket.length > 50) continue;
    const held = basket[random.below(basket.length)]!;
    const rest = basket.filter((item) => item !== held);
    const inside = new Set(rest);
    const together = complements(baskets, rest, 10).some(({ item }) => item === held);
    const famous = popular
      .filter((item) => !inside.has(item))
      .slice(0, 10)
      .includes(held);
    found.judged++;
    found.together += Number(together);
    found.popular += Number(famous);
    found.onlyTogether += Number(together && !famous);
    found.onlyPopular += Number(famous && !together);
  }
  return found;
}
