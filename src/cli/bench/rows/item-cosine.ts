import type { Backend } from '../../../compute/backend';
import { nearestNeighbours } from '../../../similarity/device-neighbours';
import { featureMatrix } from '../../../similarity/features';
import { loadLog, ratingLog, type LogShape } from '../log';
import { result, time, type BenchResult, type BenchRow } from '../row';

export const NEIGHBOURS = 50;
const SIZES: readonly LogShape[] = [
  { users: 943, items: 1682, interactions: 100_000 },
  { users: 6040, items: 3706, interactions: 1_000_000 },
];
export const cosine = {
  measure: 'cosine',
  featureWeighting: 'none',
  shrinkage: 0,
  minSupport: 1,
  significance: 0,
  amplification: 1,
  alpha: 0.5,
  beta: 0.5,
} as const;
export const hooks = { report: () => {}, checkpoint: async () => 'go' as const };

export const itemCosine: BenchRow = {
  name: 'item-cosine',
  what: `cosine of all pairs of items, the ${NEIGHBOURS} nearest of every item`,

  async run(backend) {
    const results = [];
    for (const shape of SIZES) results.push(await measureSize(backend, shape));
    return results;
  },
};

async function measureSize(backend: Backend, shape: LogShape): Promise<BenchResult> {
  const train = await loadLog(ratingLog(shape));
  const samples = await time(async () => {
    const matrix = featureMatrix(train, 'item', cosine);
    const lists = await nearestNeighbours(backend, matrix, cosine, NEIGHBOURS, hooks);
    if (lists.entities !== shape.items) throw new Error(`lists of ${lists.entities} items`);
  });
  // A multiplication and an addition for each user that two items share, both ways round.
  const { offsets } = train.byUser;
  let pairs = 0;
  for (let user = 0; user < train.users; user++) pairs += (offsets[user + 1]! - offsets[user]!) ** 2;
  const size = `${shape.users}×${shape.items}×${shape.interactions / 1000}k`;
  return result({ name: itemCosine.name, what: itemCosine.what, size }, samples, {
    flops: 2 * pairs,
    rows: shape.items,
  });
}
