import { Random } from '../../../compute/random';
import { itemKnn } from '../../../models/item-knn';
import type { FitContext } from '../../../models/recommender';
import { ADAM } from '../training';
import { loadLog, ratingLog } from '../log';
import { result, time, type BenchRow } from '../row';

const LOG = { users: 6040, items: 3706, interactions: 1_000_000 };
const EVENTS = 200;

export const liveUpdate: BenchRow = {
  name: 'live-update',
  what: `one rating taken into the item neighbourhoods of ${LOG.items} items (cosine, 40 neighbours, ${LOG.interactions} ratings before)`,

  async run(backend) {
    const train = await loadLog(ratingLog(LOG));
    const params = itemKnn.params.parse({ similarity: 'cosine', neighbours: 40 });
    const model = itemKnn.create(params, 'rating');
    const context: FitContext = {
      backend,
      seed: 1,
      training: { epochs: 1, batchSize: 1, optimizer: ADAM, loss: 'mse', earlyStopping: null },
      report: () => {},
      checkpoint: async () => 'go',
      validate: null,
      warn: () => {},
    };
    await model.fit(train, context);
    const random = new Random(1, 'live-update benchmark');
    let count = 0;
    const samples = await time(
      async () => {
        await model.update!([
          {
            kind: 'set',
            user: random.below(LOG.users),
            item: random.below(LOG.items),
            rating: 1 + random.below(5),
            timestamp: 2e9 + count++,
          },
        ]);
      },
      { samples: EVENTS },
    );
    model.dispose();
    return [result({ name: liveUpdate.name, what: liveUpdate.what }, samples, { rows: 1 })];
  },
};
