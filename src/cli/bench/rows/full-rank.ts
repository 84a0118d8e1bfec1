import { evaluate } from '../../../evaluation/evaluate';
import { makeSplits } from '../../../evaluation/splits';
import { FactorTables } from '../../../models/factor-tables';
import type { Recommender } from '../../../models/recommender';
import { Random } from '../../../compute/random';
import { loadLog, ratingLog } from '../log';
import { result, time, type BenchRow } from '../row';

const LOG = { users: 6040, items: 3706, interactions: 1_000_000 };
const DIMENSION = 64;
const CUTOFF = 20;

export const fullRank: BenchRow = {
  name: 'full-rank',
  what: `${LOG.users} users × ${LOG.items} items, dimension ${DIMENSION}, seen items masked, top ${CUTOFF} and NDCG`,

  async run(backend) {
    const [split] = makeSplits(
      await loadLog(ratingLog(LOG)),
      { protocol: 'random', testRatio: 0.2, validationRatio: 0 },
      1,
    );
    const tables = new FactorTables(backend, LOG.users, LOG.items, DIMENSION);
    const random = new Random(1, 'full-rank benchmark');
    for (const table of [tables.users, tables.items]) {
      const values = new Float32Array(table.length);
      random.fillNormal(values);
      backend.write(table, values);
    }
    const model: Recommender = {
      fit: async () => {},
      scorer: async (scope, tile) => tables.scorer(scope, tile),
      dispose: () => tables.dispose(),
    };
    backend.memory.resetPeak();
    const samples = await time(async () => {
      const { users } = await evaluate(
        backend,
        model,
        split!,
        'test',
        {
          task: 'ranking',
          metrics: ['ndcg'],
          cutoffs: [CUTOFF],
          candidates: 'all',
          relevance: null,
          excludeSeen: true,
          seed: 1,
          bootstrap: 0,
          lists: false,
        },
        { checkpoint: async () => 'go', report: () => {} },
      );
      if (users.length < 0.99 * LOG.users) throw new Error(`only ${users.length} users were ranked`);
    });
    const { peak } = backend.memory;
    model.dispose();
    const work = { flops: 2 * LOG.users * LOG.items * DIMENSION, rows: LOG.users };
    return [{ ...result({ name: fullRank.name, what: fullRank.what }, samples, work), memory: { peak } }];
  },
};
