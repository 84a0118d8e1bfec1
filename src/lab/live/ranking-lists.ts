import { rankFeatures, RANKED_SOURCES } from '../../live/rank-features';
import type { OwnedModel } from '../../live/owned-model';
import type { LiveSession } from '../../live/session';
import { embeddingSource, sourcesOf } from '../../live/sources';
import type { VisitEvent } from '../../live/visit';
import type { RecallSource } from '../../ranking/engine';
import { weightedSums } from '../../ranking/rank/weighted-sum';
import { ComparedModels } from './compared-models';
import { between, Breath, shopOfThen, type Past } from './past';
import { EMBEDDING_MODEL, type Progress } from './ranking-api';
import { FOR_YOU } from './visit';

/** The candidates for a shopper at a moment of the past, and which of them was taken then. */
export interface RankingList {
  /** f32[candidates × RANK_FEATURES] */
  readonly features: Float32Array<ArrayBuffer>;
  /** −1: what was taken was not among the candidates. */
  readonly taken: number;
  /** Orders to compare with: scores of the candidates, −Infinity where an order does not know one. */
  readonly orders: ReadonlyMap<string, Float64Array<ArrayBuffer>>;
}

/** The orders that need no training: the shop's weighted sum, that with the embedding, and each source alone. */
export const PLAIN_ORDERS = ['weighted', 'weighted-embedding', ...RANKED_SOURCES] as const;

/** Shares of the lists, oldest first: learned from, watched while learning; the rest is judged. */
const LEARNED = 0.6;
const WATCHED = 0.1;

export interface ListParts {
  readonly training: readonly RankingList[];
  readonly validation: readonly RankingList[];
  readonly judged: readonly RankingList[];
}

/** In time order: what is judged came after all that was learned from. */
export function partsOf(lists: readonly RankingList[]): ListParts {
  const learned = Math.floor(LEARNED * lists.length);
  const watched = learned + Math.floor(WATCHED * lists.length);
  return {
    training: lists.slice(0, learned),
    validation: lists.slice(learned, watched),
    judged: lists.slice(watched),
  };
}

export interface RankedPast extends Past {
  /** How many events there are. */
  readonly length: number;
  /** Where it is not known what came before what, nothing is to be learned. */
  readonly timed: boolean;
  /** A model that has learned nothing. */
  readonly create: (name: string) => OwnedModel;
}

/**
 * Goes through the last `count` events as a shop that was open then: before each event the candidates for its shopper
 * are found and described as they would be on the shelf, then the event is learned. What was taken is looked at first,
 * put into the basket, and bought when the basket changes. What a shopper had already is not asked about.
 *
 * @throws AbortSignal's reason
 */
export async function rankingLists(
  past: RankedPast,
  count: number,
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<RankingList[]> {
  const before = past.length - count;
  const breath = new Breath(signal);
  report({ phase: 'embedding', done: 0, total: count });
  const session = await shopOfThen(past, before, breath);
  const models = new ComparedModels({
    session,
    create: past.create,
    before: () => between(past.events(), 0, before),
  });
  const embedding = embeddingSource(await models.model(EMBEDDING_MODEL));
  const lists: RankingList[] = [];
  const visits = new Map<number, number | null>();
  let done = 0;
  for (const event of between(past.events(), before, past.length)) {
    const { user, item, checkout, timestamp } = event;
    if (visits.has(user) && (checkout === null || visits.get(user) !== checkout))
      session.checkOut(user, timestamp);
    visits.set(user, checkout);
    if (!session.histories.has(user, item)) {
      lists.push(listFor(session, sourcesOf(session, user), embedding, event));
    }
    session.record({ ...event, kind: 'view' });
    session.record({ ...event, kind: 'cart' });
    done++;
    if (!breath.isDue) continue;
    report({ phase: 'lists', done, total: count });
    await breath.take();
  }
  return lists;
}

function listFor(
  session: LiveSession,
  own: readonly RecallSource[],
  embedding: RecallSource,
  { user, item, timestamp }: VisitEvent,
): RankingList {
  const sources = [...own, embedding];
  const candidates = session.candidates(user, sources, FOR_YOU);
  /** Scores of the candidates that one of the sources found. */
  const known = (of: readonly string[], scores: ArrayLike<number>) =>
    Float64Array.from(candidates, ({ sources: parts }, i) =>
      parts.some(({ source }) => of.includes(source)) ? scores[i]! : -Infinity,
    );
  const places = (name: string) =>
    candidates.map(({ sources: parts }) => -(parts.find(({ source }) => source === name)?.rank ?? 0));
  const ownNames = own.map(({ name }) => name);
  const orders = new Map([
    ['weighted', known(ownNames, weightedSums(candidates, own))],
    ['weighted-embedding', weightedSums(candidates, sources)],
    ...RANKED_SOURCES.map((name) => [name, known([name], places(name))] as const),
  ]);
  return {
    features: rankFeatures(session, user, timestamp, candidates),
    taken: candidates.findIndex((candidate) => candidate.item === item),
    orders,
  };
}
