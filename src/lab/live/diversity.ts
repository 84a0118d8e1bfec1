import { mcNemar } from '../../live/mcnemar';
import { CANDIDATES_A_PLACE, type LiveSession } from '../../live/session';
import { sourcesOf } from '../../live/sources';
import type { VisitEvent } from '../../live/visit';
import type { Candidate } from '../../ranking/candidate';
import { recommend } from '../../ranking/engine';
import { determinantalPointProcess } from '../../ranking/rerank/dpp';
import { maximalMarginalRelevance, type ItemSimilarity } from '../../ranking/rerank/mmr';
import type { DiversityPoint, DiversitySize, DiversityStudy } from './diversity-api';
import { nothingHeldOut } from './errors';
import { mean } from './mean';
import { between, Breath, shopOfThen, type Past } from './past';

const TOP_N = 10;

const STRENGTHS = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];

/** One way to make lists. */
type Way = Pick<DiversityPoint, 'method' | 'strength'>;

const WAYS: readonly Way[] = [
  { method: 'none', strength: 0 },
  ...(['mmr', 'dpp'] as const).flatMap((method) => STRENGTHS.map((strength) => ({ method, strength }))),
];

/** What happened is history at once, as it is in a shop that opens: there are no visits. */
const NO_LOGS = { perShopper: 0, total: 0 };

/**
 * What diversity costs in accuracy. The latest first purchase of an item is held out of each of the shoppers who bought
 * last (of those who had bought before). A shop of its own is led through the past in order of time; when a held-out
 * purchase is next, it makes lists for the shopper from what came before, in every way, and then learns the purchase.
 * Nothing of what came after is known to any list. Judged: whether the purchase is on the list (recall@10, Herlocker et
 * al. 2004), against how unlike the list's items are one another (intra-list similarity, Ziegler et al. 2005).
 *
 * @throws ResearcherError where nobody bought twice
 */
export async function diversityStudy(past: Past, { shoppers }: DiversitySize): Promise<DiversityStudy> {
  const held = heldOut(past.events(), shoppers);
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined) throw nothingHeldOut();
  const breath = new Breath();
  await breath.take();
  const session = await shopOfThen(past, first, breath, NO_LOGS);
  const hits = WAYS.map((): number[] => []);
  const unlike = WAYS.map((): number[] => []);
  const due = new Set(held);
  let at = first;
  for (const event of between(past.events(), first, last + 1)) {
    if (due.has(at)) {
      lists(session, event.user).forEach(({ items, distance }, way) => {
        hits[way]!.push(items.includes(event.item) ? 1 : 0);
        if (distance !== null) unlike[way]!.push(distance);
      });
    }
    if (breath.isDue) await breath.take();
    session.record(event);
    at++;
  }
  return {
    shoppers: held.length,
    topN: TOP_N,
    known: first,
    learned: last,
    points: WAYS.map((way, index) => ({
      ...way,
      recall: mean(hits[index]!),
      interval: wilson(mean(hits[index]!), held.length),
      unlikeness: mean(unlike[index]!),
      p: mcNemar(hits[0]!, hits[index]!).p,
    })),
  };
}

/** Places of the latest `count` purchases that were a shopper's latest first one of an item, and not the very first. */
function heldOut(events: Iterable<VisitEvent>, count: number): number[] {
  const had = new Map<number, Set<number>>();
  const latest = new Map<number, number>();
  let at = 0;
  for (const { user, item } of events) {
    const items = had.get(user) ?? new Set();
    had.set(user, items);
    if (items.size > 0 && !items.has(item)) latest.set(user, at);
    items.add(item);
    at++;
  }
  return [...latest.values()].sort((a, b) => a - b).slice(-count);
}

/** The lists for a shopper by each way, and the mean distance of their pairs; null where there is no pair. */
function lists(
  session: LiveSession,
  user: number,
): { readonly items: readonly number[]; readonly distance: number | null }[] {
  const options = { candidates: CANDIDATES_A_PLACE * TOP_N, count: Infinity };
  const ranked = recommend(sourcesOf(session, user), user, options).candidates;
  const similarity = rememberedSimilarity(session.likeness, ranked);
  return WAYS.map((way) => {
    const items = reranked(way, ranked, similarity).map(({ item }) => item);
    let [sum, pairs] = [0, 0];
    items.forEach((a, i) =>
      items.slice(i + 1).forEach((b) => {
        sum += 1 - similarity(a, b);
        pairs++;
      }),
    );
    return { items, distance: pairs > 0 ? sum / pairs : null };
  });
}

/** The first places, as the engine gives them: both ways choose one item after another. */
function reranked(
  { method, strength }: Way,
  ranked: readonly Candidate[],
  similarity: ItemSimilarity,
): readonly Candidate[] {
  if (method === 'none') return ranked.slice(0, TOP_N);
  const rerank = method === 'mmr' ? maximalMarginalRelevance : determinantalPointProcess;
  return rerank(ranked, similarity, 1 - strength, TOP_N);
}

/** All ways compare the same pairs, each of which is looked up once. */
function rememberedSimilarity(similarity: ItemSimilarity, candidates: readonly Candidate[]): ItemSimilarity {
  const places = new Map(candidates.map(({ item }, place) => [item, place]));
  const size = candidates.length;
  const known = new Float64Array(size ** 2).fill(NaN);
  return (a, b) => {
    const [row, column] = [places.get(a)!, places.get(b)!];
    const at = Math.min(row, column) * size + Math.max(row, column);
    if (Number.isNaN(known[at])) known[at] = similarity(a, b);
    return known[at]!;
  };
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

/** The 95 % interval of a share of n (Wilson 1927). */
function wilson(share: number, n: number): readonly [low: number, high: number] {
  const centre = share + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}
