import { preferenceParts } from '../../live/preference';
import type { SessionControls } from '../../live/controls';
import { bestOfSources } from '../../ranking/rank/weighted-sum';
import type { PlaceExplanation } from './api';
import type { ShopNames } from './names';
import type { FirstShelf } from './visit';

/** Parts of the history that an explanation names. */
const PARTS = 5;

/** Stages that move items for a reason of their own; recall and rank are told by the sources. */
const FIRST_STAGE = 2;

/** Why an item stands where it does on the first shelf, or why it does not. */
export function explainPlace(
  names: ShopNames,
  { forYou, from, ranker }: FirstShelf,
  user: number,
  item: number,
  controls: SessionControls,
  shoppers: number,
): PlaceExplanation {
  const { session } = names;
  const place = forYou.candidates.findIndex((each) => each.item === item);
  const best = bestOfSources(forYou.candidates);
  const parts = [...session.itemKnn.explain(user, item)].sort((a, b) => b.share - a.share || a.item - b.item);
  return {
    item: names.item(item),
    place: place < 0 ? null : place + 1,
    sources: (forYou.candidates[place]?.sources ?? []).map(({ source, rank, score }) => ({
      label: from.label(source),
      rank,
      weight: from.sources.find(({ name }) => name === source)!.weight,
      share: score / (best.get(source) || 1),
    })),
    network: ranker?.shares(item) ?? null,
    history: parts.slice(0, PARTS).map(({ item: other, share }) => ({ item: names.item(other), share })),
    controls: preferenceParts(session, user, controls)(item),
    way: forYou.stages.slice(FIRST_STAGE).flatMap(({ stage, moves }) => {
      const move = moves.find((each) => each.item === item);
      return move ? [{ stage, ...names.move(move) }] : [];
    }),
    shoppers,
  };
}
