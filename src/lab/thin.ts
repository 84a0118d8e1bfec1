import { Random } from '../compute/random';
import type { Dataset } from '../data/dataset';
import { subset } from '../data/subset';

/**
 * A share of the interactions, drawn from the seed. A smaller share is contained in a larger one, so that curves over
 * the share differ by what is added only.
 */
export function thin(dataset: Dataset, share: number, seed: number): Dataset {
  if (share >= 1) return dataset;
  const random = new Random(seed, 'thin');
  const place = new Float64Array(dataset.interactions).map(() => random.uniform());
  const kept = Math.max(1, Math.round(share * dataset.interactions));
  const bound = place.slice().sort()[kept - 1]!;
  return subset(
    dataset,
    Uint8Array.from(place, (value) => Number(value <= bound)),
  );
}
