import type { Backend } from '../../../compute/backend';
import { CpuBackend } from '../../../compute/cpu/backend';
import { Random } from '../../../compute/random';
import type { SumsBy } from '../../../similarity/choose-sums';
import { nearestNeighbours } from '../../../similarity/device-neighbours';
import { featureMatrix, type FeatureMatrix } from '../../../similarity/features';
import { workOf } from '../../../similarity/neighbour-work';
import { planNeighbours } from '../../../similarity/plan';
import { selectionFor } from '../../../similarity/selection';
import { loadLog } from '../log';
import { result, timeBeside, type BenchRow } from '../row';
import { cosine, hooks, NEIGHBOURS } from './item-cosine';

const USERS = 600;
const ITEMS = 1000;
/** Share of all ratings that are there: far above that from which dense tiles are expected to take less time. */
const DENSITY = 0.5;

/** The same lists as `item-cosine`, of a matrix that the plan multiplies as dense tiles, beside the row merge. */
export const itemCosineDense: BenchRow = {
  name: 'item-cosine-dense',
  what: `cosine of all pairs of items by dense tiles, the ${NEIGHBOURS} nearest of every item; products with zeros not counted`,

  async run(backend) {
    const matrix = featureMatrix(await loadLog(denseLog()), 'item', cosine);
    const work = workOf(matrix, cosine);
    const plan = planNeighbours(backend, work, cosine, NEIGHBOURS);
    if (backend.kind !== 'cpu' && plan.by !== 'dense-tiles')
      throw new Error(`${itemCosineDense.name}: planned by ${plan.by} because of ${plan.because}`);
    const cpu = new CpuBackend();
    const ways = [
      { by: 'cofilter', find: () => lists(backend, matrix, 'dense-tiles') },
      { by: 'row merge', find: () => lists(backend, matrix, 'row-merge') },
      { by: 'cofilter on the CPU', find: () => lists(cpu, matrix) },
    ];
    const samples = await timeBeside(ways.map(({ find }) => find));
    const { name, what } = itemCosineDense;
    const size = `${USERS}×${ITEMS}×${Math.round(work.nonzeros / 1000)}k`;
    return ways.map(({ by }, i) =>
      result({ name, what, size, by }, samples[i]!, { flops: 2 * work.updates, rows: ITEMS }),
    );
  },
};

async function lists(backend: Backend, matrix: FeatureMatrix, by?: SumsBy): Promise<void> {
  const found = await nearestNeighbours(
    backend,
    matrix,
    cosine,
    NEIGHBOURS,
    hooks,
    selectionFor(backend),
    by,
  );
  if (found.entities !== ITEMS) throw new Error(`lists of ${found.entities} items`);
}

/** A log too dense for `ratingLog`, which draws again where a pair is taken: each pair is there by chance. */
function denseLog(): Blob {
  const random = new Random(7, 'dense benchmark log');
  const lines = ['user,item,rating,timestamp\n'];
  for (let user = 0; user < USERS; user++)
    for (let item = 0; item < ITEMS; item++)
      if (random.uniform() < DENSITY)
        lines.push(`u${user},i${item},${1 + random.below(5)},${978_300_000 + lines.length}\n`);
  return new Blob([lines.join('')]);
}
