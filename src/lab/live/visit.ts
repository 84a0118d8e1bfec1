import { NO_CONTROLS } from '../../live/controls';
import { promotedSource, raising } from '../../live/promoted';
import { NO_SESSION_RULES } from '../../live/rules';
import type { NetworkRanker } from '../../live/network-ranker';
import type { LiveSession, ListRequest } from '../../live/session';
import {
  alikeSource,
  basketSource,
  chosenSource,
  newSource,
  popularSource,
  sourcesOf,
} from '../../live/sources';
import type { Candidate } from '../../ranking/candidate';
import type { EngineResult, RecallSource } from '../../ranking/engine';
import type { Shelf, ShelfName, ShopSettings } from './api';
import { CountedSources, type ShopNames } from './names';

/** Tiles of the first shelf, and of the others. */
export const FOR_YOU = 12;
const OTHER = 6;

export const FIRST_SETTINGS: ShopSettings = {
  controls: NO_CONTROLS,
  rules: { ...NO_SESSION_RULES, promotions: [], inStock: true },
  search: { relevance: 0.7, preference: 0.3 },
  explore: 'none',
  rank: 'weighted',
  learns: true,
};

/** What of the engine changes from list to list. */
export interface Stages {
  readonly explore: ListRequest['explore'];
  /** What is recalled beside the session's own sources. */
  readonly recalled: readonly RecallSource[];
  /** Null: the weighted sum ranks. */
  readonly ranking: { readonly ranker: NetworkRanker; readonly sources: readonly RecallSource[] } | null;
}

/** The first shelf as it stands for a shopper, and how it came about. */
export interface FirstShelf {
  readonly shelf: Shelf;
  readonly forYou: EngineResult;
  readonly from: CountedSources;
  readonly ranker: NetworkRanker | null;
}

export function firstShelf(
  session: LiveSession,
  names: ShopNames,
  user: number,
  { controls, rules }: ShopSettings,
  { explore, recalled, ranking }: Stages,
): FirstShelf {
  const { categories } = controls;
  const isChosen = Object.values(categories).some((strength) => strength > 0);
  const within = names.rules(rules);
  const { promotions } = within;
  const from = new CountedSources([
    ...sourcesOf(session, user),
    ...(ranking?.sources ?? []),
    ...recalled,
    ...(isChosen ? [chosenSource(session, categories)] : []),
    ...(raising(promotions).length > 0 ? [promotedSource(session, promotions)] : []),
  ]);
  const forYou = session.recommend(user, FOR_YOU, {
    controls,
    rules: within,
    sources: from.sources,
    ...(ranking && { ranker: ranking.ranker }),
    ...(explore && { explore }),
  });
  const ranker = ranking?.ranker ?? null;
  return { shelf: shelf(names, 'for-you', forYou.candidates, from), forYou, from, ranker };
}

/** Puts the other shelves up. An item stands on the first shelf that has it, so that none repeats another. */
export function otherShelves(
  session: LiveSession,
  names: ShopNames,
  user: number,
  { rules }: ShopSettings,
  { forYou }: FirstShelf,
  introduced: readonly number[],
): Shelf[] {
  const taken = new Set(forYou.candidates.map(({ item }) => item));
  const shelves: Shelf[] = [];
  const within = names.rules(rules);
  const add = (name: ShelfName, source: RecallSource, about: number | null) => {
    const sources = new CountedSources([source]);
    // What fits is shown, whatever the shopper turned: only the rules hold on every shelf.
    const { candidates } = session.recommend(user, 2 * OTHER, { rules: within, sources: sources.sources });
    const left = candidates.filter(({ item }) => !taken.has(item)).slice(0, OTHER);
    for (const { item } of left) taken.add(item);
    if (left.length > 0) shelves.push(shelf(names, name, left, sources, about));
  };
  const [looked] = session.looks(user, 1);
  if (looked !== undefined) add('alike', alikeSource(session, user, looked), looked);
  const basket = session.basketOf(user);
  if (basket.length > 0) add('basket', basketSource(session, basket), null);
  if (introduced.length > 0) add('new', newSource(session, introduced), null);
  add('popular', popularSource(session), null);
  return shelves;
}

function shelf(
  names: ShopNames,
  name: ShelfName,
  candidates: readonly Candidate[],
  from: CountedSources,
  about: number | null = null,
): Shelf {
  return {
    name,
    about: about === null ? null : names.item(about),
    tiles: candidates.map((candidate) => names.tile(candidate, from)),
  };
}
