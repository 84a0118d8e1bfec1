import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { rowsOf } from '../data/csr';
import { PairNetwork, type PairShape } from '../nn/pair-network';
import type { PairLearner, PairTraining } from '../nn/pair-program';
import type { PairSource } from '../nn/pair-sampler';
import { train } from '../nn/trainer';
import { pairNetworkModel } from './onnx/pair-network-model';
import { listedScorer } from './listed-scorer';
import type {
  FitContext,
  ListedItems,
  NamedTensor,
  Recommender,
  Scorer,
  TrainingOptions,
} from './recommender';
import { rehearsedBytes } from './rehearsal';

export interface PairParams {
  readonly negatives: number;
  readonly sampling: 'uniform' | 'popularity';
  readonly weightDecay: number;
}

/** Rows that go through the network at once in scoring: enough to fill a device, small in memory. */
const SCORED_ROWS = 65_536;

/** A recommender around a network that gives a logit for each pair of a user and an item. */
export abstract class PairRecommender<N extends PairLearner> implements Recommender {
  #network: N | null = null;
  #items = 0;
  #scope: Scope | null = null;

  constructor(readonly pairParams: PairParams) {}

  /** Trained by binary cross-entropy against uniform items, a network's output is a logit. */
  get logits(): { readonly negatives: number } | null {
    const { sampling } = this.pairParams;
    return this.#network?.loss === 'bce' && sampling === 'uniform'
      ? { negatives: this.pairParams.negatives }
      : null;
  }

  protected abstract build(scope: Scope, train: Dataset, context: FitContext): N;

  /** What happens between the random start and the training, e.g. pre-training of the parts. */
  protected async start(_network: N, _train: Dataset, _context: FitContext): Promise<void> {}

  /** What training is told beside the usual. */
  protected changes(_train: Dataset): Partial<PairTraining> {
    return {};
  }

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    const network = this.#prepare(dataset, context);
    await this.start(network, dataset, context);
    await trainPairs(network, dataset, context, this.pairParams, this.changes(dataset));
  }

  plan(dataset: Dataset, backend: Backend, training: TrainingOptions): Promise<number> {
    return rehearsedBytes(this, dataset, backend, training);
  }

  #prepare(dataset: Dataset, context: FitContext): N {
    this.dispose();
    this.#items = dataset.items;
    this.#scope = context.backend.scope('pair network');
    return (this.#network = this.build(this.#scope, dataset, context));
  }

  /** Users of a tile in pieces, each user with every item, or with the listed ones. */
  async scorer(scope: Scope, tile: number, listed: ListedItems | null = null): Promise<Scorer> {
    const network = this.network();
    if (listed) return listedScorer(network, scope, tile, this.#items, listed);
    const { backend } = network;
    const items = this.#items;
    const perPiece = Math.max(1, Math.min(tile, Math.floor(SCORED_ROWS / items)));
    const rows = perPiece * items;
    const out = scope.tensor('f32', tile * items, 'scores');
    const users = scope.tensor('u32', rows, 'users of the piece');
    const all = scope.upload(
      Uint32Array.from({ length: rows }, (_, row) => row % items),
      'items of the piece',
    );
    const { forward, output } = network.inference(scope, users, all, rows);
    return {
      out,
      tile,
      score: (codes) => {
        for (let first = 0; first < codes.length; first += perPiece) {
          const piece = codes.subarray(first, first + perPiece);
          const repeated = new Uint32Array(rows);
          piece.forEach((user, i) => repeated.fill(user, i * items, (i + 1) * items));
          backend.write(users, repeated);
          backend.run(forward);
          backend.copy(output.values, 0, out, first * items, piece.length * items);
        }
      },
    };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return this.network().read();
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    dataset: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#prepare(dataset, context).write(tensors);
  }

  protected network(): N {
    if (!this.#network) throw new Error('not fitted');
    return this.#network;
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = this.#network = null;
  }
}

/** A recommender around a `PairNetwork`; the models say of what shape, and how it starts. */
export abstract class PairModel extends PairRecommender<PairNetwork> {
  protected abstract shapeFor(train: Dataset): PairShape;

  protected override build(scope: Scope, train: Dataset, { backend, seed }: FitContext): PairNetwork {
    return new PairNetwork(backend, scope, this.shapeFor(train), seed);
  }

  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    const network = this.network();
    return pairNetworkModel(network.shape, await network.read());
  }
}

/** Trains a pair network on what users chose, against items drawn for them. */
export async function trainPairs(
  network: PairLearner,
  dataset: Dataset,
  context: FitContext,
  params: PairParams,
  changes: Partial<PairTraining> = {},
): Promise<void> {
  const { backend, training } = context;
  const scope = backend.scope('pair training');
  try {
    const program = network.train(scope, {
      ...pairSource(scope, dataset, params),
      batchSize: training.batchSize,
      epochs: training.epochs,
      optimizer: training.optimizer,
      weightDecay: params.weightDecay,
      ...changes,
    });
    await train(program, context, training);
  } finally {
    scope.dispose();
  }
}

/** The known pairs of a data set, and what its users have seen. */
export function pairSource(
  scope: Scope,
  { byUser }: Dataset,
  { negatives, sampling }: Pick<PairParams, 'negatives' | 'sampling'>,
): PairSource {
  const users = rowsOf(byUser);
  const pairs = new Uint32Array(2 * users.length);
  users.forEach((user, p) => {
    pairs[2 * p] = user;
    pairs[2 * p + 1] = byUser.indices[p]!;
  });
  const seen = {
    rows: byUser.rows,
    columns: byUser.columns,
    offsets: scope.upload(byUser.offsets, 'seen: offsets'),
    indices: scope.upload(byUser.indices, 'seen: items'),
  };
  return { pairs, seen, negatives, sampling };
}
