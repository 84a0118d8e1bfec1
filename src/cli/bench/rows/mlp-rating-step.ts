import { RatingVectorNetwork } from '../../../nn/rating-vector-network';
import { loadLog, ratingLog } from '../log';
import { result, time, type BenchRow } from '../row';

const BATCH = 128;
const HIDDEN = 512;
/** As dense as MovieLens 100K, in eight whole batches. */
const LOG = { users: 8 * BATCH, items: 1682, interactions: 108_000 };
const EPOCHS = 2;

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
      optimizer: {
        name: 'adam',
        learningRate: 1e-3,
        momentum: 0,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
      },
      weightDecay: 0,
    });
    const { batches, optimizer, losses } = program;
    const operations = [batches.advance, ...program.step];
    let epoch = 0;
    const epochLosses: number[] = [];
    const samples = await time(
      async () => {
        for (let i = 0; i < EPOCHS; i++, epoch++) {
          batches.shuffle(epoch * batches.steps, 1, epoch);
          optimizer.schedule(epoch * batches.steps);
          backend.run(operations, batches.steps);
        }
        const sum = (await backend.read(losses)).reduce((total, value) => total + value, 0);
        epochLosses.push(sum / program.lossDivisor);
      },
      { units: EPOCHS * batches.steps },
    );
    scope.dispose();
    if (!(epochLosses.at(-1)! < epochLosses[0]!))
      throw new Error(`the loss does not fall: ${epochLosses.join(', ')}`);
    return [result({ name: mlpRatingStep.name, what: mlpRatingStep.what }, samples, { rows: BATCH })];
  },
};
