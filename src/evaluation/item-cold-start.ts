import type { Backend } from '../compute/backend';
import type { Dataset, Split } from '../data/dataset';
import { subset } from '../data/subset';
import type { Recommender } from '../models/recommender';
import { aggregate, type PerUserMetric } from './bootstrap';
import { relevantItems, type Part } from './candidates';
import type { EvaluationHooks, EvaluationOptions } from './options';
import { measureRanking } from './ranking';
import { measureRatings } from './rating';

export type ItemGroupFigures = Partial<Record<'warm-items' | 'cold-items', Record<string, number>>>;

/**
 * The figures on held-out interactions with items that have training interactions, and on those with items that have
 * none: the same lists, only these items counting as relevant. Empty where the part does not have both kinds, and with
 * sampled candidates, among which the items of the other kind would be missing.
 */
export async function measureItemGroups(
  backend: Backend,
  model: Recommender,
  split: Split,
  part: Part,
  options: EvaluationOptions,
  hooks: EvaluationHooks,
): Promise<ItemGroupFigures> {
  const held = (part === 'test' ? split.test : split.validation)!;
  if (typeof options.candidates === 'object' && 'sampled' in options.candidates) return {};
  const { offsets } = split.train.byItem;
  const isCold = (item: number) => offsets[item] === offsets[item + 1];
  const cold = subset(
    held,
    Uint8Array.from(held.byUser.indices, (item) => Number(isCold(item))),
  );
  const warm = subset(
    held,
    Uint8Array.from(held.byUser.indices, (item) => Number(!isCold(item))),
  );
  const relevance = options.task === 'ranking' ? options.relevance : null;
  const empty = (dataset: Dataset) => relevantItems(dataset, relevance).indices.length === 0;
  if (empty(cold) || empty(warm)) return {};

  const own = { ...options, lists: false, bootstrap: 0 };
  const figures = async (only: Dataset): Promise<Record<string, number>> => {
    const restricted: Split = { ...split, [part]: only };
    const { perUser }: { perUser: Readonly<Record<string, PerUserMetric>> } =
      options.task === 'rating'
        ? await measureRatings(model, restricted, part, own, hooks)
        : await measureRanking(backend, model, restricted, part, own, hooks);
    return Object.fromEntries(Object.entries(perUser).map(([key, metric]) => [key, aggregate(metric)]));
  };
  return { 'warm-items': await figures(warm), 'cold-items': await figures(cold) };
}
