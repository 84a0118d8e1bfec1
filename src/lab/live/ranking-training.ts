import type { Backend } from '../../compute/backend';
import { Random } from '../../compute/random';
import { ResearcherError } from '../../errors';
import { Reservoir } from '../../live/models/reservoir';
import { RANK_FEATURES } from '../../live/rank-features';
import { REPLAY_LISTS, REPLAY_NAME, type Replay, type ReplayList } from '../../live/rank-lesson';
import { ListNetwork } from '../../nn/list-network';
import { train } from '../../nn/trainer';
import { RankNetwork, Standardizer, type RankLayer } from '../../ranking/rank/network';
import { parametersOf } from '../../ranking/rank/parameters';
import { macrotask } from '../macrotask';
import { mean } from './mean';
import type { Progress, RankingEpoch, RankingOptions } from './ranking-api';
import type { ListParts, RankingList } from './ranking-lists';
import { gainOf, placesOf } from './ranking-study';

/** Fewer lists that hold what was taken say too little. */
const LEAST = 30;

/** Lists of a batch. */
const BATCH = 32;

/** Epochs without a better order of the watched lists after which it ends. */
const PATIENCE = 8;

/** Adam as published (Kingma & Ba 2015). */
const ADAM = { name: 'adam', momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/**
 * Trains a ranking network on the lists that hold what was taken, on a device; early stopping puts the weights back
 * that order the validation lists best.
 *
 * @throws ResearcherError `ranking.too-few` where there is too little to learn from, `ranking.diverged` where the weights
 *   left all bounds
 */
export async function trainRanking(
  backend: Backend,
  { training, validation }: ListParts,
  { layers, epochs, learningRate, weightDecay, negatives }: RankingOptions,
  seed: number,
  report: (progress: Progress, epoch?: RankingEpoch) => void,
  signal: AbortSignal,
): Promise<RankNetwork> {
  const usable = training.filter(({ taken }) => taken >= 0);
  if (usable.length < LEAST) throw tooFew(usable.length);
  const features = RANK_FEATURES.length;
  const standardizer = Standardizer.fit(
    training.map((list) => list.features),
    features,
  );
  const scope = backend.scope('ranking network');
  try {
    const shape = { features, hidden: layers, activation: 'relu' } as const;
    const network = new ListNetwork(backend, scope, shape, seed);
    const spec = {
      lists: standardizer.apply(grouped(usable, features, negatives, seed)),
      group: negatives + 1,
      ...{ batchSize: BATCH, epochs, weightDecay },
      optimizer: { ...ADAM, learningRate },
    };
    const program = network.train(scope, spec);
    const context = {
      backend,
      report: ({ step, total, epoch, metrics }: Parameters<Parameters<typeof train>[1]['report']>[0]) => {
        const ended = epoch === undefined || metrics?.['ndcg'] === undefined ? undefined : metrics;
        report(
          { phase: 'training', done: step, total },
          ended && { epoch: epoch!, loss: ended['loss']!, ndcg: ended['ndcg']! },
        );
      },
      checkpoint: async () => {
        await macrotask();
        signal.throwIfAborted();
        return 'go' as const;
      },
      validate: async () => {
        const read = await onHost(network, standardizer);
        return { ndcg: mean(placesOf(validation, (list) => read.scores(list.features)).map(gainOf)) };
      },
    };
    await train(program, context, { epochs, earlyStopping: { metric: 'ndcg', patience: PATIENCE } });
    const trained = await onHost(network, standardizer);
    if (!parametersOf(trained).every((value) => Number.isFinite(value))) throw diverged(learningRate);
    return trained;
  } finally {
    scope.dispose();
  }
}

/** The network with the weights that it has now. */
export async function onHost(network: ListNetwork, standardizer: Standardizer): Promise<RankNetwork> {
  const tensors = await network.read();
  const layers = network.layers.map(({ name, width }): RankLayer => ({
    weights: tensors.get(`${name} weights`)!.data,
    bias: tensors.get(`${name} bias`)!.data,
    width,
  }));
  return new RankNetwork(standardizer, layers);
}

/** Candidates of a list that is learned again: half of those it was trained with say nearly as much in half the time. */
const REPLAYED = 24;

/** A sample of the lists that a network was trained on, to be learned again with those of clicks. */
export function replayOf(
  { training }: ListParts,
  { standardizer }: RankNetwork,
  { negatives }: RankingOptions,
  seed: number,
): Replay {
  const usable = training.filter(({ taken }) => taken >= 0);
  const features = RANK_FEATURES.length;
  const others = Math.min(REPLAYED - 1, negatives);
  const width = (1 + others) * features;
  const rows = standardizer.apply(grouped(usable, features, others, seed));
  const reservoir = new Reservoir<ReplayList>(REPLAY_LISTS, seed, REPLAY_NAME);
  usable.forEach((_, list) =>
    reservoir.offer({ inputs: rows.slice(list * width, (list + 1) * width), weight: 1, isClicked: false }),
  );
  return { held: reservoir.held, seen: reservoir.seen };
}

/** Of each list what was taken, then `negatives` other candidates, drawn; fewer come again from the first. */
function grouped(
  lists: readonly RankingList[],
  features: number,
  negatives: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const group = negatives + 1;
  const rows = new Float32Array(lists.length * group * features);
  lists.forEach((list, l) => {
    const count = list.features.length / features;
    const others = new Random(seed, 'ranking negatives', l)
      .permutation(count)
      .filter((candidate) => candidate !== list.taken);
    for (let k = 0; k < group; k++) {
      const candidate = k === 0 || others.length === 0 ? list.taken : others[(k - 1) % others.length]!;
      const from = candidate * features;
      rows.set(list.features.subarray(from, from + features), (l * group + k) * features);
    }
  });
  return rows;
}

function diverged(learningRate: number): ResearcherError {
  const text = {
    en: `The training diverged: weights of the network are no finite numbers any more. Take a learning rate below ${learningRate}.`,
    zh: `训练发散：网络权重已不是有限数值。请使用低于 ${learningRate} 的学习率。`,
  };
  return new ResearcherError('ranking.diverged', text, { path: 'learningRate' });
}

function tooFew(lists: number): ResearcherError {
  return new ResearcherError('ranking.too-few', {
    en: `Only ${lists} lists of the past hold what was taken then; a ranking network needs at least ${LEAST}. Give more lists, or a larger history.`,
    zh: `只有 ${lists} 个历史列表包含当时选择的物品；排序网络至少需要 ${LEAST} 个。请增加列表数，或使用更大的历史。`,
  });
}
