import { RatingVectorNetwork } from '../../../nn/rating-vector-network';
import { loadLog, ratingLog } from '../log';
import { result, type BenchRow } from '../row';
import { ADAM, timeTraining } from '../training';

const BATCH = 128;
const HIDDEN = 512;
const STEPS = 16;
/** As dense as MovieLens 100K, in whole batches. */
const LOG = { users: STEPS * BATCH, items: 1682, interactions: 217_000 };

export const mlpRatingStep: BenchRow = {
  name: 'mlp-rating-step',
  what: `a training step of ${LOG.items}→${HIDDEN}→${LOG.items}, ReLU, masked MSE, Adam, batch ${BATCH} (6.3 % of the ratings known)`,

  async run(backend) {
    const { byUser } = await loadLog(ratingLog(LOG));
    const scope = backend.scope('mlp benchmark');
    const network = new RatingVectorNetwork(
      backend,
      scope,
      {
        columns: LOG.items,
        hidden: [HIDDEN],
        activation: 'relu',
        outputActivation: 'identity',
        dropout: 0,
        outputBias: 3,
      },
      1,
    );
    const program = network.train(scope, {
      matrix: {
        rows: LOG.users,
        columns: LOG.items,
        offsets: scope.upload(byUser.offsets, 'offsets'),
        indices: scope.upload(byUser.indices, 'indices'),
      },
      inputs: scope.upload(
        byUser.values.map((rating) => rating - 3),
        'inputs',
      ),
      targets: scope.upload(byUser.values, 'targets'),
      loss: 'known',
      batchSize: BATCH,
      optimizer: ADAM,
      weightDecay: 0,
    });
    const samples = await timeTraining(backend, program, STEPS);
    scope.dispose();
    return [result({ name: mlpRatingStep.name, what: mlpRatingStep.what }, samples, { rows: BATCH })];
  },
};
