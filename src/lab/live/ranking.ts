import type { Backend } from '../../compute/backend';
import { NetworkRanker } from '../../live/network-ranker';
import { FEATURES_VERSION } from '../../live/rank-features';
import { RankLearner } from '../../live/rank-learner';
import { untaught, withoutClicks } from '../../live/rank-lesson';
import { embeddingSource } from '../../live/sources';
import type { LiveSession } from '../../live/session';
import type { RecallSource } from '../../ranking/engine';
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
  type RankingOrigin,
  type RankingView,
} from './ranking-api';
import { readRanking, writeRanking, type KeptNetwork } from './ranking-file';
import { partsOf, rankingLists, type RankedPast } from './ranking-lists';
import { studyRanking } from './ranking-study';
import { RankLearning } from './ranking-learning';
import { replayOf, trainRanking } from './ranking-training';
import type { Stages } from './visit';

/** Work on the device, when it is its turn. */
export type OnDevice = <T>(work: (backend: Backend) => Promise<T>) => Promise<T>;

interface Trained extends KeptNetwork {
  readonly embedding: RecallSource;
}

/** The ranking network of a shop: trained on request on how the history went on, then at work on every list. */
export class ShopRanking {
  #trained: Trained | null = null;
  #progress: Progress | null = null;
  /** Of the training that is under way. */
  #epochs: readonly RankingEpoch[] = [];
  #abort: AbortController | null = null;
  readonly learning: RankLearning;

  constructor(
    readonly session: LiveSession,
    readonly models: ComparedModels,
    readonly past: () => RankedPast,
    readonly onDevice: OnDevice,
    readonly seed: number,
    readonly data: Pick<RankingOrigin, 'data' | 'sha256'>,
  ) {
    this.learning = new RankLearning(session);
  }

  view(): RankingView {
    const state = this.#abort ? 'training' : this.#trained ? 'trained' : 'untrained';
    return {
      state,
      progress: this.#progress,
      epochs: this.#abort ? this.#epochs : (this.#trained?.epochs ?? []),
      study: this.#trained?.study ?? null,
      learning: this.learning.view(),
      origin: this.#trained?.origin ?? null,
      featuresVersion: FEATURES_VERSION,
    };
  }

  /** Trains; the network at work goes on until the new one takes over. Where it is stopped, it stays. */
  async train(input: unknown = {}): Promise<void> {
    const parsed = rankingSchema.safeParse(input);
    if (!parsed.success) throw schemaError('ranking.invalid', rankingSchema, input, parsed.error);
    await this.#takeOver((signal) => {
      const past = this.past();
      if (!past.timed) throw rankingUntimed();
      return this.#fit(past, parsed.data, signal);
    });
  }

  /** Takes the network of a file in, as it was saved; the one at work goes on until then. */
  async load(bytes: Uint8Array, file: string): Promise<void> {
    await this.#takeOver(async () => readRanking(bytes, file));
  }

  /** The network as it stands, as a file, once it has learned what waits. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    const { embedding: _, ...kept } = this.ready();
    return writeRanking({ ...kept, state: await this.learning.state() });
  }

  /** Another network comes to work, if it can be had. */
  async #takeOver(make: (signal: AbortSignal) => Promise<KeptNetwork>): Promise<void> {
    if (this.#abort) throw rankingBusy();
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    this.#epochs = [];
    try {
      const kept = await make(signal);
      this.#progress = { phase: 'embedding', done: 0, total: 1 };
      const embedding = embeddingSource(await this.models.model(EMBEDDING_MODEL));
      signal.throwIfAborted();
      this.#trained = { ...kept, embedding };
      this.learning.start(new RankLearner(kept.trained, kept.state, this.seed));
    } finally {
      this.#abort = null;
      this.#progress = null;
    }
  }

  async #fit(past: RankedPast, options: RankingOptions, signal: AbortSignal): Promise<KeptNetwork> {
    const report = (progress: Progress, epoch?: RankingEpoch) => {
      this.#progress = progress;
      if (epoch) this.#epochs = [...this.#epochs, epoch];
    };
    const count = Math.min(options.lists, Math.floor(past.length / 2));
    const parts = partsOf(await rankingLists(past, count, report, signal));
    report({ phase: 'waiting', done: 0, total: 1 });
    const trained = await this.onDevice((backend) =>
      trainRanking(backend, parts, options, this.seed, report, signal),
    );
    return {
      trained,
      state: untaught(trained, replayOf(parts, trained, options, this.seed)),
      origin: { ...this.data, trainedAt: new Date().toISOString() },
      study: studyRanking(trained, parts, this.seed),
      epochs: this.#epochs,
    };
  }

  stop(): void {
    this.#abort?.abort(new Cancelled());
  }

  /** The network as it was trained, without what clicks taught it. */
  unlearn(): void {
    const kept = this.ready();
    const { trained, state } = kept;
    const before = untaught(trained, withoutClicks(state.replay, state.lessons));
    this.#trained = { ...kept, state: before };
    this.learning.start(new RankLearner(trained, before, this.seed));
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
