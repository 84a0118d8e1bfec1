import type { Backend } from '../../compute/backend';
import { NetworkRanker } from '../../live/network-ranker';
import { RankLearner } from '../../live/rank-learner';
import { untaught, type Replay } from '../../live/rank-lesson';
import { embeddingSource } from '../../live/sources';
import type { LiveSession } from '../../live/session';
import type { RecallSource } from '../../ranking/engine';
import type { RankNetwork } from '../../ranking/rank/network';
import { Cancelled } from '../../models/recommender';
import { schemaError } from '../schema-errors';
import type { ComparedModels } from './compared-models';
import { rankingBusy, rankingUntimed, rankingUntrained } from './errors';
import {
  EMBEDDING_MODEL,
  rankingSchema,
  type Progress,
  type RankingEpoch,
  type RankingOptions,
  type RankingStudy,
  type RankingView,
} from './ranking-api';
import { partsOf, rankingLists, type RankedPast } from './ranking-lists';
import { studyRanking } from './ranking-study';
import { RankLearning } from './ranking-learning';
import { replayOf, trainRanking } from './ranking-training';
import type { Stages } from './visit';

/** Work on the device, when it is its turn. */
export type OnDevice = <T>(work: (backend: Backend) => Promise<T>) => Promise<T>;

interface Trained {
  readonly network: RankNetwork;
  readonly embedding: RecallSource;
  readonly study: RankingStudy;
  readonly replay: Replay;
}

/** The ranking network of a shop: trained on request on how the history went on, then at work on every list. */
export class ShopRanking {
  #trained: Trained | null = null;
  #progress: Progress | null = null;
  #epochs: readonly RankingEpoch[] = [];
  #abort: AbortController | null = null;
  readonly learning: RankLearning;

  constructor(
    readonly session: LiveSession,
    readonly models: ComparedModels,
    readonly past: () => RankedPast,
    readonly onDevice: OnDevice,
    readonly seed: number,
  ) {
    this.learning = new RankLearning(session);
  }

  view(): RankingView {
    const state = this.#abort ? 'training' : this.#trained ? 'trained' : 'untrained';
    return {
      state,
      progress: this.#progress,
      epochs: this.#epochs,
      study: this.#trained?.study ?? null,
      learning: this.learning.view(),
    };
  }

  /** Trains; the network at work goes on until the new one takes over. Where it is stopped, it stays. */
  async train(input: unknown = {}): Promise<void> {
    const parsed = rankingSchema.safeParse(input);
    if (!parsed.success) throw schemaError('ranking.invalid', rankingSchema, input, parsed.error);
    if (this.#abort) throw rankingBusy();
    const past = this.past();
    if (!past.timed) throw rankingUntimed();
    const abort = new AbortController();
    const { signal } = abort;
    const before = this.#epochs;
    this.#abort = abort;
    this.#epochs = [];
    try {
      const trained = await this.#fit(past, parsed.data, signal);
      this.#trained = trained;
      const { network, replay } = trained;
      this.learning.start(new RankLearner(network, untaught(network, replay), this.seed));
    } catch (error) {
      this.#epochs = before;
      throw error;
    } finally {
      this.#abort = null;
      this.#progress = null;
    }
  }

  async #fit(past: RankedPast, options: RankingOptions, signal: AbortSignal): Promise<Trained> {
    const report = (progress: Progress, epoch?: RankingEpoch) => {
      this.#progress = progress;
      if (epoch) this.#epochs = [...this.#epochs, epoch];
    };
    const count = Math.min(options.lists, Math.floor(past.length / 2));
    const parts = partsOf(await rankingLists(past, count, report, signal));
    report({ phase: 'waiting', done: 0, total: 1 });
    const network = await this.onDevice((backend) =>
      trainRanking(backend, parts, options, this.seed, report, signal),
    );
    const study = studyRanking(network, parts, this.seed);
    report({ phase: 'embedding', done: 0, total: 1 });
    const embedding = embeddingSource(await this.models.model(EMBEDDING_MODEL));
    signal.throwIfAborted();
    const replay = replayOf(parts, network, options, this.seed);
    return { network, embedding, study, replay };
  }

  stop(): void {
    this.#abort?.abort(new Cancelled());
  }

  /** The network as it was trained, without what clicks taught it. */
  unlearn(): void {
    const { network, replay } = this.ready();
    this.learning.start(new RankLearner(network, untaught(network, replay), this.seed));
  }

  close(): void {
    this.stop();
    this.learning.close();
  }

  /** The network for one list, and what it recalls beside the shop's own sources. */
  stage(user: number, time: number): NonNullable<Stages['ranking']> {
    const { embedding } = this.ready();
    return {
      ranker: new NetworkRanker(this.learning.network, this.session, user, time),
      sources: [embedding],
    };
  }

  /** @throws ResearcherError `ranking.untrained` */
  ready(): Trained {
    if (!this.#trained) throw rankingUntrained();
    return this.#trained;
  }
}
