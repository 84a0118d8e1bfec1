import type { Backend } from '../../../compute/backend';
import { CpuBackend } from '../../../compute/cpu/backend';
import type { Dataset } from '../../../data/dataset';
import { encode } from '../../../data/encode';
import { simulateStore } from '../../../data/store';
import { nearestNeighbours } from '../../../similarity/device-neighbours';
import { featureMatrix } from '../../../similarity/features';
import { workOf } from '../../../similarity/neighbour-work';
import { planNeighbours } from '../../../similarity/plan';
import { result, type BenchResult, type BenchRow } from '../row';
import { cosine, hooks, NEIGHBOURS } from './item-cosine';

/** Twice the customers, items and purchases from one to the next: 20 purchases a customer, 10 customers an item. */
const CUSTOMERS = [31_250, 62_500, 125_000, 250_000, 500_000, 1_000_000];

/** A size that takes longer than this, ms, is the last one of its backend: the next takes some three times as long. */
const PATIENCE = 200_000;

/** How time and memory grow with a web shop: the simulated store from 31,250 customers to a million. */
export const itemCosineGrowth: BenchRow = {
  name: 'item-cosine-growth',
  what: `cosine of all pairs of items of growing simulated stores, the ${NEIGHBOURS} nearest of every item; once each`,
  onRequest: true,

  async run(backend, tell) {
    const backends = [
      { by: 'cofilter', backend },
      { by: 'cofilter on the CPU', backend: new CpuBackend() },
    ];
    const over = new Set<string>();
    const results: BenchResult[] = [];
    for (const customers of CUSTOMERS) {
      if (over.size === backends.length) break;
      const train = storeOf(customers);
      tell(`  ${train.users}×${train.items}: ${train.interactions} interactions`);
      for (const each of backends) {
        if (over.has(each.by)) continue;
        const measured = await measure(each.backend, each.by, train);
        results.push(measured);
        tell(
          `  ${measured.size} ${each.by}: ${JSON.stringify({ ms: Math.round(measured.ms), ...measured.memory })}`,
        );
        if (measured.ms > PATIENCE) over.add(each.by);
      }
    }
    return results;
  },
};

function storeOf(customers: number): Dataset {
  const store = simulateStore({ customers, items: customers / 10, interactions: 20 * customers }, 42);
  return encode([store.table], { feedback: 'implicit' }).datasets[0]!;
}

async function measure(backend: Backend, by: string, train: Dataset): Promise<BenchResult> {
  const work = workOf(featureMatrix(train, 'item', cosine), cosine);
  const planned = planNeighbours(backend, work, cosine, NEIGHBOURS).bytes;
  backend.memory.resetPeak();
  const start = performance.now();
  const lists = await nearestNeighbours(
    backend,
    featureMatrix(train, 'item', cosine),
    cosine,
    NEIGHBOURS,
    hooks,
  );
  const milliseconds = performance.now() - start;
  if (lists.entities !== train.items) throw new Error(`lists of ${lists.entities} items`);
  const size = `${train.users}×${train.items}×${Math.round(train.interactions / 1000)}k`;
  const { name, what } = itemCosineGrowth;
  return {
    ...result({ name, what, size, by }, [milliseconds], { rows: train.items }),
    memory: { planned, peak: backend.memory.peak },
  };
}
