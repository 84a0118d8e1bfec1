import { Random } from '../../compute/random';
import type { Dataset } from '../../data/dataset';
import { encode } from '../../data/encode';
import { readInteractions } from '../../data/read';

export interface LogShape {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
}

/** Popularity falls with the rank r as 1 / (r + HEAD)^SLOPE, about as in MovieLens. */
const HEAD = 30;
const SLOPE = 0.9;

/** The text of a rating log with exactly these counts: every user and item occurs, and no pair twice. */
export function ratingLog({ users, items, interactions }: LogShape): Blob {
  const random = new Random(7, 'benchmark log');
  const [activity, popularity] = [cumulative(users), cumulative(items)];
  const taken = new Uint8Array(users * items);
  const lines = ['user,item,rating,timestamp\n'];
  for (let n = 0; n < interactions;) {
    const all = n < Math.max(users, items);
    const user = all ? n % users : draw(activity, random.uniform());
    const item = all ? n % items : draw(popularity, random.uniform());
    if (taken[user * items + item]) continue;
    taken[user * items + item] = 1;
    lines.push(`u${user},i${item},${1 + random.below(5)},${978_300_000 + n}\n`);
    n++;
  }
  return new Blob(lines);
}

/** Reads and encodes a log, as the lab does. */
export async function loadLog(log: Blob): Promise<Dataset> {
  const hooks = { report: () => {}, checkpoint: async () => {} };
  const table = await readInteractions(log, 'log.csv', { format: 'csv' }, hooks);
  return encode([table], { feedback: 'explicit' }).datasets[0]!;
}

function cumulative(count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let rank = 0, sum = 0; rank < count; rank++) sums[rank] = sum += (rank + HEAD) ** -SLOPE;
  return sums;
}

/** The first rank whose cumulative weight lies above this share of the whole. */
function draw(sums: Float64Array, share: number): number {
  const wanted = share * sums.at(-1)!;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
