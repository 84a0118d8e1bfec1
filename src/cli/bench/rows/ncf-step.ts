import { rowsOf } from '../../../data/csr';
import { PairNetwork } from '../../../nn/pair-network';
import { loadLog, ratingLog } from '../log';
import { result, type BenchRow } from '../row';
import { ADAM, timeTraining } from '../training';

const LOG = { users: 943, items: 1682, interactions: 100_000 };
const EMBEDDING = 32;
const LAYERS = [64, 32, 16];
const BATCH = 1024;
const STEPS = 200;

export const ncfStep: BenchRow = {
  name: 'ncf-step',
  what: `a training step of NCF, ${LOG.users} users, ${LOG.items} items, embedding ${EMBEDDING}, tower ${2 * EMBEDDING}→${LAYERS.join('→')}→1, binary cross-entropy, Adam, batch ${BATCH}, over ${STEPS} steps`,

  async run(backend) {
    const { byUser } = await loadLog(ratingLog(LOG));
    const scope = backend.scope('ncf benchmark');
    const shape = {
      factors: 0,
      tower: { embedding: EMBEDDING, layers: LAYERS },
      activation: 'relu',
    } as const;
    const network = new PairNetwork(backend, scope, { ...LOG, ...shape }, 1);
    const users = rowsOf(byUser);
    const program = network.train(scope, {
      pairs: Uint32Array.from({ length: 2 * LOG.interactions }, (_, at) =>
        at % 2 === 0 ? users[at / 2]! : byUser.indices[(at - 1) / 2]!,
      ),
      seen: {
        rows: LOG.users,
        columns: LOG.items,
        offsets: scope.upload(byUser.offsets, 'offsets'),
        indices: scope.upload(byUser.indices, 'indices'),
      },
      negatives: 3,
      sampling: 'uniform',
      batchSize: BATCH,
      epochs: 10,
      optimizer: ADAM,
      weightDecay: 0,
    });
    // As training does before its first step.
    await backend.tuning?.measure(backend);
    const samples = await timeTraining(backend, program, STEPS);
    scope.dispose();
    return [result({ name: ncfStep.name, what: ncfStep.what }, samples, { rows: BATCH })];
  },
};
